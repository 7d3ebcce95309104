import { ActionIcon, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { partFromWords } from '../neighbours/source-parts.ts';
import { Icon } from '../shell/icons.tsx';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import classes from './search-box.module.css';

/** Words, or a photo, to find neighbours of. "/" brings the cursor here from anywhere. */
export function SearchBox({ onPhoto, isPreparing }: { onPhoto: (file: File) => void; isPreparing: boolean }) {
  const store = useConsoleStore();
  const parts = useConsoleState('parts');
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [only] = parts;
  const askedWords = parts.length === 1 && only?.kind === 'text' ? only.text : '';

  useEffect(() => setWords(askedWords), [askedWords]);
  useSlashKey(input);

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const part = partFromWords(words);
    if (part !== undefined) store.navigate({ parts: [part] });
    else if (askedWords !== '') store.navigate({ parts: [] });
  };
  const onChoose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (file !== undefined) onPhoto(file);
  };

  return (
    <form role="search" onSubmit={onSubmit} className={classes.form}>
      <TextInput
        ref={input}
        type="search"
        classNames={{ input: classes.input ?? '' }}
        aria-label="Find items by words"
        placeholder="Describe it, or drop a photo"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        leftSection={<Icon name="search" />}
        rightSection={
          <ActionIcon
            variant="subtle"
            loading={isPreparing}
            aria-label="Find items by a photo"
            title="Find items by a photo"
            onClick={() => chooser.current?.click()}
          >
            <Icon name="photo" size={20} />
          </ActionIcon>
        }
      />
      <input ref={chooser} type="file" accept="image/*" hidden onChange={onChoose} data-testid="photo-chooser" />
    </form>
  );
}

function useSlashKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [contenteditable]') !== null;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
