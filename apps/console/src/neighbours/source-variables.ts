import type { MixturePartInput, PhotoInput } from '../generated/graphql.ts';
import type { SourcePart } from '../state/console-state.ts';

export interface SourceVariables {
  readonly itemId?: string;
  readonly text?: string;
  readonly photo?: PhotoInput;
  readonly mixture?: MixturePartInput[];
}

/** Exactly one of `itemId`, `text`, `photo` and `mixture`: a mixture where there are several parts or an "unlike". */
export function buildSourceVariables(parts: readonly SourcePart[]): SourceVariables {
  const [only] = parts;
  if (parts.length === 1 && only?.sign === 1) return buildPart(only);
  return { mixture: parts.map((part) => ({ ...buildPart(part), weight: part.sign })) };
}

function buildPart(part: SourcePart): Omit<SourceVariables, 'mixture'> {
  if (part.kind === 'item') return { itemId: part.id };
  if (part.kind === 'text') return { text: part.text };
  return { photo: part.kind === 'photo-url' ? { url: part.url } : { upload: part.file } };
}
