import type { FusionProfile, FusionProfileVersion, Weights } from '@kindred/catalog';
import { expect, it } from 'vitest';
import { PublicationTrial } from './publication-trial.ts';

const version = (number: number, weights: Weights, status: FusionProfileVersion['status']): FusionProfileVersion => ({
  version: number,
  weights,
  status,
  createdAt: new Date(0),
});

function open(...profiles: readonly FusionProfile[]) {
  const compared: unknown[] = [];
  const trial = new PublicationTrial({
    profiles: { find: async (_catalog, name) => profiles.find((profile) => profile.name === name) },
    tester: {
      test: async ({ live, draft }) => {
        compared.push({ live, draft });
        return [];
      },
    },
    findModalities: async () => ['look', 'feel'],
  });
  const run = (number = 2) => trial.run({ catalog: 'shop', name: 'home', version: number });
  return { run, compared };
}

const draft = version(2, { feel: 1 }, 'draft');

it('compares with what is published of the profile, and says which version that is', async () => {
  const { run, compared } = open({ name: 'home', versions: [version(1, { look: 1 }, 'published'), draft] });
  expect(await run()).toEqual({ broken: [], published: 1 });
  expect(compared).toEqual([{ live: { look: 1 }, draft: { feel: 1 } }]);
});

it('compares with another profile, or equal weights, where nothing of it is published', async () => {
  const home = { name: 'home', versions: [draft] };
  const shared = open(home, { name: 'default', versions: [version(7, { look: 3 }, 'published')] });
  expect(await shared.run()).toEqual({ broken: [], published: 0 });
  expect(shared.compared).toMatchObject([{ live: { look: 3 } }]);
  const first = open(home);
  expect(await first.run()).toEqual({ broken: [], published: 0 });
  expect(first.compared).toMatchObject([{ live: { look: 1, feel: 1 } }]);
});

it('names what is missing', async () => {
  await expect(open({ name: 'home', versions: [draft] }).run(9)).rejects.toMatchObject({
    code: 'PROFILE_VERSION_NOT_FOUND',
  });
  await expect(open().run()).rejects.toMatchObject({ code: 'PROFILE_NOT_FOUND' });
});
