import { useId, type CSSProperties } from 'react';
import classes from './weight-slider.module.css';

interface WeightSliderProps {
  readonly modality: string;
  readonly label: string;
  readonly color: string;
  /** In [-1, 1]. */
  readonly weight: number;
  /** Of all weights, in whole percent, signed. */
  readonly share: number;
  readonly note: string | null;
  readonly onChange: (weight: number) => void;
}

/** From unlike (-100) by way of ignored (0) to like (100). Arrow keys step by 1, Page Up and Down by 20; Delete ignores it. */
export function WeightSlider({ modality, label, color, weight, share, note, onChange }: WeightSliderProps) {
  const id = useId();
  const percent = Math.round(weight * 100);
  const style = {
    '--color': color,
    '--from': `${50 + Math.min(0, percent / 2)}%`,
    '--to': `${50 + Math.max(0, percent / 2)}%`,
  } as CSSProperties;
  return (
    <div className={classes.row} style={style} data-modality={modality} data-unused={note !== null}>
      <label htmlFor={id} className={classes.label}>
        <span className={classes.swatch} aria-hidden="true" />
        {label}
      </label>
      <output htmlFor={id} className={classes.share} data-negative={share < 0}>
        {share < 0 ? `−${-share}` : share} %
      </output>
      <input
        id={id}
        className={classes.slider}
        type="range"
        min={-100}
        max={100}
        step={1}
        value={percent}
        aria-valuetext={describeWeight(percent, share)}
        aria-describedby={note === null ? undefined : `${id}-note`}
        onChange={(event) => onChange(Number(event.currentTarget.value) / 100)}
        onKeyDown={(event) => {
          if (event.key === 'Delete' || event.key === 'Backspace') onChange(0);
        }}
        onDoubleClick={() => onChange(0)}
      />
      {note !== null && (
        <p id={`${id}-note`} className={classes.note}>
          {note}
        </p>
      )}
    </div>
  );
}

function describeWeight(percent: number, share: number): string {
  if (percent === 0) return 'ignored';
  return percent < 0
    ? `unlike, ${-percent} of 100, ${-share} % of all weight`
    : `${percent} of 100, ${share} % of all weight`;
}
