interface ExampleAnswer {
  readonly similarItems: {
    readonly edges: readonly {
      readonly score: number;
      readonly node: unknown;
      readonly contributions: readonly { readonly modality: string; readonly contribution: number }[];
    }[];
  };
}

/** The answer as JSON, one line per contribution, numbers rounded to four digits: short enough for a terminal. */
export function formatAnswer(data: unknown): string {
  const { similarItems } = data as ExampleAnswer;
  const lines = similarItems.edges.map(({ score, node, contributions }) => {
    const parts = contributions
      .filter(({ contribution }) => contribution !== 0)
      .map(({ modality, contribution }) => `${modality} ${contribution.toFixed(4)}`);
    return `  ${score.toFixed(4)} = ${parts.join(' + ')}   ${JSON.stringify(node)}`;
  });
  return lines.join('\n');
}
