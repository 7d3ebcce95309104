import type { TextEncoderManifest } from '../manifest/encoder-manifest.ts';
import { describeValue, describeValues, fixedSize, rankOf, type GraphValue } from './graph-value.ts';

type Role = 'inputIds' | 'attentionMask' | 'tokenTypeIds';

const USUAL_NAMES: Readonly<Record<Role, string>> = {
  inputIds: 'input_ids',
  attentionMask: 'attention_mask',
  tokenTypeIds: 'token_type_ids',
};

/** One input of the graph that is fed, [batch, tokens]. */
export interface TextInput {
  readonly name: string;
  readonly role: Role;
  readonly type: 'int64' | 'int32';
}

/** Which of the graph's inputs are fed with what, and what speaks against it. */
export function textInputs(
  graph: readonly GraphValue[],
  manifest: TextEncoderManifest,
): { readonly inputs: TextInput[]; readonly problems: string[] } {
  const names = manifest.inputs ?? usualNames(graph);
  const inputs: TextInput[] = [];
  const problems: string[] = [];
  for (const [role, name] of Object.entries(names) as [Role, string | undefined][]) {
    if (name === undefined) continue;
    const found = graph.find((value) => value.name === name);
    if (found === undefined)
      problems.push(`inputs.${role}: the graph has no '${name}'; it has ${describeValues(graph)}`);
    else {
      const type = found.isTensor && (found.type === 'int64' || found.type === 'int32') ? found.type : undefined;
      if (type === undefined || rankOf(found) !== 2)
        problems.push(
          `inputs.${role}: int64 or int32 [batch, tokens] was expected, the graph's is ${describeValue(found)}`,
        );
      else inputs.push({ name, role, type });
      problems.push(...lengthProblems(found, manifest));
    }
  }
  const fed = new Set(Object.values(names));
  const unfed = graph.filter(({ name }) => !fed.has(name));
  if (unfed.length > 0) problems.push(`inputs: nothing is known to feed ${describeValues(unfed)} of the graph with`);
  return { inputs, problems };
}

function usualNames(graph: readonly GraphValue[]): Partial<Record<Role, string>> {
  const present = new Set(graph.map(({ name }) => name));
  const entries = Object.entries(USUAL_NAMES).filter(([role, name]) => role === 'inputIds' || present.has(name));
  return Object.fromEntries(entries);
}

function lengthProblems(value: GraphValue, { maxTokens, padding }: TextEncoderManifest): string[] {
  const length = fixedSize(value, 1);
  if (length === undefined || (length === maxTokens && padding === 'maxTokens')) return [];
  return [
    `maxTokens: the graph takes exactly ${String(length)} tokens; set "maxTokens": ${String(length)}, "padding": "maxTokens"`,
  ];
}
