import { memo } from 'react';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import { AddWords } from './add-words.tsx';
import { SourcePartCard } from './source-part-card.tsx';
import classes from './source-panel.module.css';
import { partKey, withoutPart } from './source-parts.ts';

export const SourcePanel = memo(function SourcePanel() {
  const store = useConsoleStore();
  const parts = useConsoleState('parts');
  return (
    <div className={classes.source}>
      <ul className={classes.parts} aria-label="What to be like">
        {parts.map((part) => (
          <SourcePartCard
            key={partKey(part)}
            part={part}
            onRemove={() => store.navigate({ parts: withoutPart(parts, part) })}
          />
        ))}
      </ul>
      <AddWords />
    </div>
  );
});
