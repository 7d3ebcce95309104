import { EmbeddedVectorStore } from '../embedded-vector-store.ts';
import { GROUPS, groupPoints, KILL_SPEC } from './kill-points.ts';

/** Child process of the kill test: writes group after group, and says which revision of which group was acknowledged. */
const [path = '', firstRevision = '1'] = process.argv.slice(2);
const store = await EmbeddedVectorStore.open({ path });
await store.ensureCollection(KILL_SPEC);
for (let revision = Number(firstRevision); ; revision++) {
  const group = revision % GROUPS;
  await store.upsert(KILL_SPEC.name, groupPoints(group, revision));
  process.stdout.write(`${String(group)} ${String(revision)}\n`);
}
