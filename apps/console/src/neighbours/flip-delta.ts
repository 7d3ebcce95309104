export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * How far an element must be moved back, in pixels, to seem to stand where it was seen last: its old place, plus what was
 * left of a movement under way, minus its new place. `undefined` where it doesn't move or wasn't there.
 */
export function flipDelta(before: Point | undefined, after: Point, underWay: Point): Point | undefined {
  if (before === undefined) return undefined;
  const delta = { x: before.x + underWay.x - after.x, y: before.y + underWay.y - after.y };
  return Math.abs(delta.x) < 0.5 && Math.abs(delta.y) < 0.5 ? undefined : delta;
}
