import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useConsoleStore } from '../state/console-store-context.ts';
import classes from './source-panel.module.css';
import { partFromWords, withPart } from './source-parts.ts';

/** Words to mix into what is asked for, liked or not. */
export function AddWords() {
  const store = useConsoleStore();
  const [words, setWords] = useState('');
  const add = (sign: 1 | -1): void => {
    const part = partFromWords(words);
    if (part === undefined) return;
    store.navigate({ parts: withPart(store.getState().parts, { ...part, sign }) });
    setWords('');
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    add(1);
  };
  return (
    <form className={classes.add} onSubmit={onSubmit}>
      <TextInput
        size="sm"
        aria-label="Words to add"
        placeholder="Add words"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="default" disabled={words.trim() === ''}>
        Like
      </Button>
      <Button size="sm" variant="default" disabled={words.trim() === ''} onClick={() => add(-1)}>
        Unlike
      </Button>
    </form>
  );
}
