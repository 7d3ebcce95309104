import { setTimeout as wait } from 'node:timers/promises';
import { collectionName, LayoutSwitch, sampleBlocks, type SwitchedLayout } from '@kindred/embedding-pipeline';
import { measurementReport } from '@kindred/evaluation';
import { describeTransform, findTransform, fitBlockTransform, type TransformMethod } from '@kindred/fusion';
import type { ActiveCollection } from '@kindred/retrieval';
import { note, type CommandContext } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { InterruptedError, UsageError } from '../errors.ts';
import { formatNumberOf } from '../output/format-amounts.ts';
import { checkGoldenQueries } from './check-golden-queries.ts';
import type { FitDocument, FitOptions } from './fit-document.ts';
import { judgedRows } from './judged-rows.ts';
import { measureEffect } from './measure-effect.ts';

/** The same for every catalog and time, so that equal data gives the same transform. */
const SEED = 1;
/** A server asks at most so much later which layout is the active one, and its searches have ended by then. */
const GRACE_MS = 5000;
const PROGRESS_EVERY = 2000;

/** Fits, measures, and with `--apply` switches; or goes back. @throws UsageError, FusionError, EmbeddingPipelineError, InterruptedError */
export async function runFit(parts: OpenParts, context: CommandContext, options: FitOptions): Promise<FitDocument> {
  const { catalog, signal } = context;
  checkOptions(options);
  const { layouts, items, blocks, catalogs } = await parts.existingDatabase();
  await catalogs.load(catalog);
  const { modality, label, apart, sample: limit, judge } = options;
  const report = (metrics: Record<string, number>) =>
    measurementReport({ name: 'encoders-fit', data: `catalog ${catalog}, ${modality} blocks`, seed: SEED, metrics });
  if (options.remove === true || options.backTo !== undefined) {
    const layout = await switchLayout(parts, context, options, (layoutSwitch) =>
      options.backTo === undefined ? layoutSwitch.transform(modality, undefined) : layoutSwitch.back(options.backTo),
    );
    return { ...report({}), catalog, modality, layout, ...outcomeOf(layout) };
  }
  const sample = await sampleBlocks({ layouts, items, blocks, catalog, modality, limit });
  const { encoderId, entries, stored } = sample;
  const present = findTransform(stored, modality);
  if (present !== undefined)
    note(context, `The catalog has a transform (${describeTransform(present)}); "before" is without any.`);
  note(context, `Fitting on ${String(entries.length)} items …`);
  const vectors = entries.map(({ block }) => block);
  const fitted = await fitBlockTransform(vectors, { encoderId, method: methodOf(options), seed: SEED });
  if (signal.aborted) throw new InterruptedError();
  const rows = judgedRows(sample, fitted.transform, {
    label,
    limit: judge,
    ...(apart === undefined ? {} : { apart }),
  });
  note(context, `Comparing the neighbours of ${String(rows.items.length)} items …`);
  const metrics = { ...(await measureEffect(rows)), varianceKept: fitted.varianceShare };
  if (signal.aborted) throw new InterruptedError();
  const { id, method, fittedOn } = fitted.transform;
  const common = { ...report(metrics), catalog, modality, transform: { id, encoder: encoderId, method, fittedOn } };
  if (options.apply !== true) {
    const { hash } = stored.layout;
    const next = 'Nothing was changed. With --apply the catalog switches to it.';
    return { ...common, layout: { before: hash, after: hash }, switched: false, next };
  }
  const layout = await switchLayout(parts, context, options, (layoutSwitch) =>
    layoutSwitch.transform(modality, fitted.transform),
  );
  return { ...common, layout, ...outcomeOf(layout) };
}

function checkOptions({ center, scale, whiten, dimensions, apply, remove, backTo }: FitOptions): void {
  const fits = [center, scale, whiten, dimensions, apply].some((given) => given !== undefined);
  const goals = [fits, remove === true, backTo !== undefined].filter(Boolean).length;
  if (goals > 1) throw new UsageError('--remove and --back-to stand alone: they fit nothing.');
  if (goals === 0 || (apply === true && [center, scale, whiten, dimensions].every((given) => given === undefined)))
    throw new UsageError(
      'Say what to fit: --center, --scale, --whiten, --dimensions <number>, or several of them. Example: ' +
        'kindred encoders fit --center --dimensions 256',
    );
}

function methodOf({ center, scale, whiten, dimensions }: FitOptions): TransformMethod {
  return {
    center: center ?? false,
    scale: scale ?? false,
    whiten: whiten ?? false,
    ...(dimensions === undefined ? {} : { dimensions }),
  };
}

async function switchLayout(
  parts: OpenParts,
  context: CommandContext,
  { allowBroken = false }: FitOptions,
  change: (layoutSwitch: LayoutSwitch) => Promise<SwitchedLayout>,
): Promise<SwitchedLayout> {
  const { catalog } = context;
  const { layouts, items, blocks } = await parts.existingDatabase();
  const store = await parts.store();
  let told = 0;
  const onProgress = (done: number): void => {
    if (context.signal.aborted) throw new InterruptedError();
    if (done < told + PROGRESS_EVERY) return;
    told = done;
    note(context, `${String(done)} items written`);
  };
  const stored = await layouts.findActive(catalog);
  const beforeSwitch = async (filled: ActiveCollection): Promise<void> => {
    if (allowBroken || stored === undefined) return;
    const live = { stored, collection: collectionName(catalog, stored.layout.hash) };
    const tried = await checkGoldenQueries(parts, context, { live, filled });
    if (tried > 0) note(context, `${formatNumberOf(tried, 'golden test')} passed as before`);
  };
  const layoutSwitch = await LayoutSwitch.open({ catalog, layouts, items, blocks, store, onProgress, beforeSwitch });
  const layout = await change(layoutSwitch);
  if (layout.before !== layout.after) {
    // Searches of a running server may still be on the collection of before.
    await wait(GRACE_MS);
    await layoutSwitch.dropRetired();
  }
  return layout;
}

function outcomeOf({ before, after }: SwitchedLayout): Pick<FitDocument, 'switched' | 'next'> {
  if (before === after) return { switched: false, next: 'The catalog has this layout already.' };
  return { switched: true, next: `To go back: kindred encoders fit --back-to ${before}` };
}
