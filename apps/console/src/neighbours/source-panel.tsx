import { useConsoleState } from '../state/console-store-context.ts';
import { AddWords } from './add-words.tsx';
import { SourcePartCard } from './source-part-card.tsx';
import classes from './source-panel.module.css';
import { partKey, withoutPart } from './source-parts.ts';

export function SourcePanel() {
  const { state, store } = useConsoleState();
  return (
    <div className={classes.source}>
      <ul className={classes.parts} aria-label="What to be like">
        {state.parts.map((part) => (
          <SourcePartCard
            key={partKey(part)}
            part={part}
            onRemove={() => store.navigate({ parts: withoutPart(state.parts, part) })}
          />
        ))}
      </ul>
      <AddWords />
    </div>
  );
}
