import { useLayoutEffect, useRef, type RefObject } from 'react';
import { flipDelta, type Point } from './flip-delta.ts';

const DURATION_MS = 320;
const EASING = 'cubic-bezier(0.2, 0.7, 0.2, 1)';
const NOWHERE: Point = { x: 0, y: 0 };

interface Layout {
  readonly width: number;
  readonly points: ReadonlyMap<string, Point>;
}

/**
 * Lets the children of a list (each with `data-flip-id`) glide to their new places whenever `order` changes. Nothing moves
 * where the reader prefers reduced motion, nor when the list itself changed its width.
 */
export function useFlip(list: RefObject<HTMLElement | null>, order: readonly string[]): void {
  const layout = useRef<Layout>({ width: 0, points: new Map() });
  const running = useRef(new Map<string, Animation>());

  useLayoutEffect(() => {
    if (list.current === null) return;
    const before = layout.current;
    const children = [...list.current.children].filter((child) => child instanceof HTMLElement);
    const points = new Map(
      children.map((child) => [child.dataset['flipId'] ?? '', { x: child.offsetLeft, y: child.offsetTop }]),
    );
    layout.current = { width: list.current.clientWidth, points };
    if (before.width !== layout.current.width || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const moves = children.map((child) => ({ child, ...planMove(child, before, layout.current, running.current) }));
    for (const { child, id, delta, isNew } of moves) {
      const keyframes = isNew
        ? [{ opacity: 0 }, { opacity: 1 }]
        : delta && [{ transform: `translate(${delta.x}px, ${delta.y}px)` }, { transform: 'none' }];
      if (keyframes === undefined) continue;
      running.current.get(id)?.cancel();
      running.current.set(id, child.animate(keyframes, { duration: DURATION_MS, easing: EASING }));
    }
  }, [list, order]);
}

function planMove(child: HTMLElement, before: Layout, now: Layout, running: ReadonlyMap<string, Animation>) {
  const id = child.dataset['flipId'] ?? '';
  const isMoving = running.get(id)?.playState === 'running';
  const matrix = isMoving ? new DOMMatrixReadOnly(getComputedStyle(child).transform) : undefined;
  const underWay = matrix === undefined ? NOWHERE : { x: matrix.m41, y: matrix.m42 };
  const delta = flipDelta(before.points.get(id), now.points.get(id) ?? NOWHERE, underWay);
  return { id, delta, isNew: before.points.size > 0 && !before.points.has(id) };
}
