interface ExampleEdge {
  readonly score: number;
  readonly node: {
    readonly id: string;
    readonly title: string;
    readonly price: { readonly amount: number; readonly currency: string } | null;
  };
  readonly contributions: readonly { readonly modality: string; readonly contribution: number }[];
}

/** The answer to the example query as columns, one line per item, scores rounded to four digits: short enough for a terminal. */
export function formatAnswer(data: unknown): string {
  const { similarItems } = data as { readonly similarItems: { readonly edges: readonly ExampleEdge[] } };
  const rows = similarItems.edges.map(({ score, node, contributions }) => {
    const parts = contributions
      .filter(({ contribution }) => contribution !== 0)
      .map(({ modality, contribution }) => `${modality} ${contribution.toFixed(4)}`);
    const price = node.price === null ? 'no price' : `${node.price.amount.toFixed(2)} ${node.price.currency}`;
    return [`${score.toFixed(4)} = ${parts.join(' + ')}`, node.id, node.title, price];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')).join('\n');
}
