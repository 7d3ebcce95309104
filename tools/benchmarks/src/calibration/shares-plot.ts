export interface PlottedShares {
  readonly modalities: readonly string[];
  /** [modalities], each relative to equal: 1 is equal. */
  readonly raw: readonly number[];
  readonly calibrated: readonly number[];
}

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [640, 300, 60, 56, 36];
const RAW = '#b8bfc8';
const CALIBRATED = '#2563a8';

/** Bars per modality, raw beside calibrated, with a line at "equal" and a band of ±20 % around it: an SVG document. */
export function plotShares({ modalities, raw, calibrated }: PlottedShares): string {
  const highest = Math.max(1.6, ...raw, ...calibrated) * 1.05;
  const bottom = HEIGHT - BOTTOM;
  const y = (value: number): number => bottom - (value / highest) * (bottom - TOP);
  const step = (WIDTH - LEFT - 20) / modalities.length;
  const bar = (value: number, x: number, fill: string): string =>
    `<rect x="${x.toFixed(1)}" y="${y(value).toFixed(1)}" width="44" height="${(bottom - y(value)).toFixed(1)}" fill="${fill}"/>` +
    `<text x="${(x + 22).toFixed(1)}" y="${(y(value) - 4).toFixed(1)}" text-anchor="middle">${value.toFixed(2)}</text>`;
  const groups = modalities.map((modality, index) => {
    const middle = LEFT + step * (index + 0.5);
    return (
      bar(raw[index]!, middle - 46, RAW) +
      bar(calibrated[index]!, middle + 2, CALIBRATED) +
      `<text x="${middle.toFixed(1)}" y="${String(HEIGHT - 14)}" text-anchor="middle">${modality}</text>`
    );
  });
  const band = `<rect x="${String(LEFT)}" y="${y(1.2).toFixed(1)}" width="${String(WIDTH - LEFT - 20)}" height="${(y(0.8) - y(1.2)).toFixed(1)}" fill="#dbe9d5"/>`;
  const equal = `<line x1="${String(LEFT)}" x2="${String(WIDTH - 20)}" y1="${y(1).toFixed(1)}" y2="${y(1).toFixed(1)}" stroke="#4b7a3a"/>`;
  const legend =
    `<text x="${String(LEFT)}" y="20" font-weight="bold">Share of the score's variance, equal weights (1 = equal)</text>` +
    `<rect x="${String(LEFT)}" y="30" width="12" height="12" fill="${RAW}"/><text x="${String(LEFT + 18)}" y="41">raw weights</text>` +
    `<rect x="${String(LEFT + 110)}" y="30" width="12" height="12" fill="${CALIBRATED}"/><text x="${String(LEFT + 128)}" y="41">calibrated</text>` +
    `<rect x="${String(LEFT + 220)}" y="30" width="12" height="12" fill="#dbe9d5"/><text x="${String(LEFT + 238)}" y="41">within 20 % of equal</text>`;
  const axis = `<text x="${String(LEFT - 8)}" y="${(y(1) + 4).toFixed(1)}" text-anchor="end">equal</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
${[band, ...groups, equal, legend, axis].join('\n')}
</svg>
`;
}
