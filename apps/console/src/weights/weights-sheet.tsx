import { useState, type KeyboardEvent } from 'react';
import { Icon } from '../shell/icons.tsx';
import { modalityColor } from './modality-colors.ts';
import { weightShares } from './weight-math.ts';
import { WeightsPanel, type WeightsPanelProps } from './weights-panel.tsx';
import classes from './weights-sheet.module.css';

/** The weights at the foot of a small screen: a summary bar that opens; the results stay in sight and move above it. */
export function WeightsSheet(props: WeightsPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const modalities = props.catalog?.modalities ?? [];
  const shares = weightShares(props.weights.current);
  const toggle = (): void => {
    setOpen(!isOpen);
    if (!isOpen) document.getElementById('results')?.scrollIntoView({ block: 'start' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) setOpen(false);
  };
  return (
    <section className={classes.sheet} aria-label="Weights" onKeyDown={onKeyDown}>
      <button
        type="button"
        className={classes.handle}
        aria-expanded={isOpen}
        aria-controls="weights-sheet"
        onClick={toggle}
      >
        <span className={classes.title}>Weights</span>
        <span className={classes.summary} aria-hidden="true">
          {modalities.map(({ name }) => (
            <span
              key={name}
              data-negative={(shares[name] ?? 0) < 0}
              style={{ flexGrow: Math.abs(shares[name] ?? 0), background: modalityColor(name, modalities) }}
            />
          ))}
        </span>
        <span className={classes.chevron} data-open={isOpen}>
          <Icon name="chevron" />
        </span>
      </button>
      <div id="weights-sheet" className={classes.body} hidden={!isOpen}>
        <WeightsPanel {...props} />
      </div>
    </section>
  );
}
