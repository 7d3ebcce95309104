/** Colours that people with any colour vision tell apart (Okabe and Ito, 2008), and greys. */
export const COLOURS = {
  kindred: '#0072B2',
  kindredLight: '#56B4E9',
  plainAnn: '#D55E00',
  bruteForce: '#6b6b6b',
  text: '#222222',
  faint: '#dddddd',
  muted: '#5a5a5a',
} as const;

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export interface TextStyle {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly bold?: boolean;
  /** Degrees, clockwise around the point. */
  readonly turn?: number;
}

export function textAt(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { size = 13, anchor = 'start', colour = COLOURS.text, bold = false, turn } = style;
  const rotation = turn === undefined ? '' : ` transform="rotate(${String(turn)} ${fixed(x)} ${fixed(y)})"`;
  return `<text x="${fixed(x)}" y="${fixed(y)}" font-size="${String(size)}" text-anchor="${anchor}" fill="${colour}"${bold ? ' font-weight="600"' : ''}${rotation}>${escapeXml(text)}</text>`;
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  colour: string,
  width = 1,
): string {
  return `<line x1="${fixed(from[0])}" y1="${fixed(from[1])}" x2="${fixed(to[0])}" y2="${fixed(to[1])}" stroke="${colour}" stroke-width="${String(width)}"/>`;
}

/** Circles and diamonds differ in shape too, not in colour alone. */
export function mark(shape: 'circle' | 'diamond', x: number, y: number, colour: string): string {
  if (shape === 'circle') return `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="4" fill="${colour}"/>`;
  return `<path d="M${fixed(x)} ${fixed(y - 5)}l5 5l-5 5l-5 -5z" fill="${colour}"/>`;
}

/** A drawing with a title that screen readers say. */
export function drawing(size: { width: number; height: number; title: string }, parts: readonly string[]): string {
  const { width, height, title } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" role="img" aria-labelledby="title">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
