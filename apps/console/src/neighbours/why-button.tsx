import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { BarScale } from './bar-geometry.ts';
import { ContributionBar } from './contribution-bar.tsx';
import { ContributionTable } from './contribution-table.tsx';
import type { SimilarResult } from './use-neighbours.ts';
import classes from './why-button.module.css';

const GAP = 6;

interface WhyButtonProps {
  readonly result: SimilarResult;
  readonly scale: BarScale;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** Bar and score; opens the figures behind them in a native popover: Escape or a click elsewhere closes it. */
export function WhyButton({ result, scale, labelOf, colorOf }: WhyButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (isOpen && button.current !== null && popover.current !== null) placeBeside(popover.current, button.current);
  }, [isOpen]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes.why}
        popoverTarget={id}
        aria-expanded={isOpen}
        aria-label={`Score ${result.score.toFixed(3)}: why ${result.node.title} is here`}
      >
        <ContributionBar contributions={result.contributions} scale={scale} colorOf={colorOf} />
        <span className={classes.score}>{result.score.toFixed(3).replace('-', '−')}</span>
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className={classes.popover}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen && <ContributionTable result={result} labelOf={labelOf} colorOf={colorOf} />}
      </div>
    </>
  );
}

/** Below the button, or above it where there is more room; never outside of the window. Scrolls with the page. */
function placeBeside(popover: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(anchor.left, document.documentElement.clientWidth - width - GAP));
  const fitsBelow = anchor.bottom + GAP + height <= window.innerHeight || anchor.top < height;
  const top = fitsBelow ? anchor.bottom + GAP : anchor.top - height - GAP;
  popover.style.left = `${left + window.scrollX}px`;
  popover.style.top = `${top + window.scrollY}px`;
}
