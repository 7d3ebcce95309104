import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { ExpectedItemsPicker, type Candidate } from './expected-items-picker.tsx';
import classes from './golden-query-form.module.css';
import type { GoldenSource } from './golden-source.ts';
import { useGoldenActions } from './use-golden-queries.ts';

const ALL_PROFILES = '';

/** What the form begins with. */
export interface GoldenQueryFields {
  readonly name: string;
  readonly expectedItemIds: readonly string[];
  readonly limit: number;
  /** Null: all. */
  readonly profile: string | null;
}

interface GoldenQueryFormProps {
  readonly source: GoldenSource;
  readonly initial: GoldenQueryFields;
  /** One that is there keeps its name. */
  readonly isNew: boolean;
  /** Names that are taken: saving under one replaces it. */
  readonly takenNames: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly profileNames: readonly string[];
  readonly note: ReactNode;
  readonly cancel: ReactNode;
  readonly onSaved: (name: string) => void;
}

/** What must be found among how many, for which profiles. */
export function GoldenQueryForm(props: GoldenQueryFormProps) {
  const { source, initial, isNew, takenNames, candidates, profileNames, note, cancel, onSaved } = props;
  const { save } = useGoldenActions();
  const [name, setName] = useState(initial.name);
  const [expected, setExpected] = useState<readonly string[]>(initial.expectedItemIds);
  const [limit, setLimit] = useState(initial.limit);
  const [profile, setProfile] = useState(initial.profile ?? ALL_PROFILES);
  const trimmed = name.trim();
  const behind = candidates.filter(({ item, rank }) => expected.includes(item.id) && rank !== null && rank > limit);

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const query = { ...source, name: trimmed, expectedItemIds: [...expected], limit };
    save.mutate(
      { ...query, ...(profile === ALL_PROFILES ? {} : { profile }) },
      { onSuccess: (problem) => (problem === null ? onSaved(trimmed) : undefined) },
    );
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        {isNew && (
          <TextInput
            data-autofocus
            label="Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            description={takenNames.includes(trimmed) ? `“${trimmed}” exists already; this replaces it.` : null}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        )}
        <ExpectedItemsPicker candidates={candidates} expected={expected} onChange={setExpected} />
        {note !== null && <p className={classes.note}>{note}</p>}
        <div className={classes.fields}>
          <NumberInput
            label="Within the first"
            min={1}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
            value={limit}
            onChange={(value) => setLimit(Number(value) || 1)}
          />
          <Select
            label="Counts for"
            data={[{ value: ALL_PROFILES, label: 'All profiles' }, ...profileNames]}
            value={profile}
            allowDeselect={false}
            onChange={(value) => setProfile(value ?? ALL_PROFILES)}
          />
        </div>
        {behind.length > 0 && (
          <p className={classes.note} role="status">
            It would not hold now: {behind.map(({ item, rank }) => `“${item.title}” is at place ${rank}`).join(', ')}.
          </p>
        )}
        <OutcomeLine ok={false} message={save.data ?? null} error={save.error} />
        <Group justify="flex-end" className={classes.actions ?? ''}>
          {cancel}
          <Button type="submit" loading={save.isPending} disabled={trimmed === '' || expected.length === 0}>
            {isNew ? 'Keep as golden query' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
