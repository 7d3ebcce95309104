import { Popover } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { BarScale } from './bar-geometry.ts';
import { ContributionBar } from './contribution-bar.tsx';
import { ContributionTable } from './contribution-table.tsx';
import type { SimilarResult } from './use-neighbours.ts';
import classes from './why-button.module.css';

interface WhyButtonProps {
  readonly result: SimilarResult;
  readonly scale: BarScale;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** Bar and score; opens the figures behind them. The focus stays on the button, so Escape is taken here. */
export function WhyButton({ result, scale, labelOf, colorOf }: WhyButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={classes.why}
          aria-label={`Score ${result.score.toFixed(3)}: why ${result.node.title} is here`}
          onClick={() => setOpen(!isOpen)}
          onKeyDown={onKeyDown}
        >
          <ContributionBar contributions={result.contributions} scale={scale} colorOf={colorOf} />
          <span className={classes.score}>{result.score.toFixed(3).replace('-', '−')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ContributionTable result={result} labelOf={labelOf} colorOf={colorOf} />
      </Popover.Dropdown>
    </Popover>
  );
}
