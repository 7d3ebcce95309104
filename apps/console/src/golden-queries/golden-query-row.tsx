import { Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ItemPhoto } from '../catalog/item-photo.tsx';
import type { GoldenQueryFragment } from '../generated/graphql.ts';
import classes from './golden-query-row.module.css';
import { joinExpected, type ExpectedItem, type GoldenRun } from './golden-verdict.ts';

interface GoldenQueryRowProps {
  readonly query: GoldenQueryFragment;
  /** Undefined where it was not tried. */
  readonly run: GoldenRun | undefined;
  /** The form that stands in place of the buttons; null where it isn't being edited. */
  readonly editing: ReactNode;
  readonly isDeleting: boolean;
  readonly onShow: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A golden query, whether it holds, and where what it must find stands. */
export function GoldenQueryRow({ query, run, editing, isDeleting, onShow, onEdit, onDelete }: GoldenQueryRowProps) {
  const { name, limit, profile, author } = query;
  /** Null until it was asked. */
  const [asksFirst, setAsksFirst] = useState<boolean | null>(null);
  return (
    <li className={classes.row} data-holds={run?.passes}>
      <div className={classes.head}>
        <h3 className={classes.name}>{name}</h3>
        {run !== undefined && <span className={classes.verdict}>{run.passes ? 'Holds' : 'Does not hold'}</span>}
      </div>
      <p className={classes.details}>
        {describeSource(query)} · within the first {limit} ·{' '}
        {profile === null ? 'all profiles' : `profile “${profile}”`}
        {author !== null && ` · ${author}`}
      </p>
      {run !== undefined && run.problem !== null && <p className={classes.problem}>{run.problem}</p>}
      {editing ?? (
        <>
          <ul className={classes.expected} aria-label={`What ${name} must find`}>
            {joinExpected(query, run).map((expected) => (
              <ExpectedPhoto key={expected.id} expected={expected} limit={limit} />
            ))}
          </ul>
          {asksFirst === true ? (
            <Group gap="xs">
              <span className={classes.question}>Delete “{name}” for good?</span>
              <Button size="compact-sm" color="var(--danger)" loading={isDeleting} onClick={onDelete}>
                Delete
              </Button>
              <Button size="compact-sm" variant="default" autoFocus onClick={() => setAsksFirst(false)}>
                Keep it
              </Button>
            </Group>
          ) : (
            <Group gap="xs">
              <Button size="compact-sm" variant="default" aria-label={`Show the results of ${name}`} onClick={onShow}>
                Show results
              </Button>
              <Button size="compact-sm" variant="default" aria-label={`Edit ${name}`} onClick={onEdit}>
                Edit…
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Delete ${name}`}
                autoFocus={asksFirst === false}
                onClick={() => setAsksFirst(true)}
              >
                Delete…
              </Button>
            </Group>
          )}
        </>
      )}
    </li>
  );
}

function ExpectedPhoto({ expected, limit }: { expected: ExpectedItem; limit: number }) {
  const { id, item, rank } = expected;
  if (item === null) return <li className={classes.gone}>{id}: no longer in the catalogue</li>;
  const place = rank === undefined ? null : rank === null ? `not in the first ${limit}` : `place ${rank}`;
  return (
    <li className={classes.photo} title={item.title} data-missed={rank === null}>
      <span className={classes.frame}>
        <ItemPhoto item={item} />
      </span>
      <span className={classes.title}>{item.title}</span>
      {place !== null && (
        <span className={classes.place}>
          <span className={classes.spoken}>, </span>
          {place}
        </span>
      )}
    </li>
  );
}

function describeSource({ text, item, itemId }: GoldenQueryFragment): string {
  if (text !== null) return `The words “${text}”`;
  return item === null ? `Like ${itemId}, which the catalogue no longer has` : `Like ${item.title}`;
}
