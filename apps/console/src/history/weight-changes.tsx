import { useCatalog } from '../catalog/use-catalog.ts';
import type { ProfileFragment } from '../generated/graphql.ts';
import { modalityColor } from '../weights/modality-colors.ts';
import { diffShares } from './diff-shares.ts';
import classes from './weight-changes.module.css';

type Version = ProfileFragment['versions'][number];

/** Whose share changed from one version to another, modality by modality; all shares where there is no version before. */
export function WeightChanges({ before, after }: { before: Version | undefined; after: Version }) {
  const modalities = useCatalog().data?.modalities ?? [];
  const names = modalities.map(({ name }) => name);
  const changes = diffShares(before?.weights ?? {}, after.weights, names);
  if (changes.length === 0) return <p className={classes.same}>Same weights as version {before?.version}.</p>;
  const label = before === undefined ? `Weights of version ${after.version}` : `Changes from version ${before.version}`;
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.map((change) => (
        <li key={change.modality}>
          <span className={classes.swatch} style={{ background: modalityColor(change.modality, modalities) }} />
          {modalities.find(({ name }) => name === change.modality)?.label ?? change.modality}{' '}
          {before !== undefined && (
            <>
              <span className={classes.before}>{formatShare(change.before)}</span>{' '}
              <span role="img" aria-label="to">
                →
              </span>{' '}
            </>
          )}
          <span className={classes.after}>{formatShare(change.after)} %</span>
        </li>
      ))}
    </ul>
  );
}

function formatShare(share: number): string {
  return share < 0 ? `−${-share}` : String(share);
}
