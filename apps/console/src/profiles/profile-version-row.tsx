import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { weightShares } from '../weights/weight-math.ts';
import { formatInstant } from './format-instant.ts';
import classes from './profile-versions.module.css';

const STATUS_WORDS = { DRAFT: 'Draft', PUBLISHED: 'Published', RETIRED: 'Was published' } as const;

interface ProfileVersionRowProps {
  readonly version: ProfileFragment['versions'][number];
  /** Instants at which it will be published. */
  readonly scheduledFor: readonly string[];
  /** Shown below the version instead of its button; null where it isn't being published. */
  readonly publishing: ReactNode;
  /** Undefined where it may not be published. */
  readonly onPublish: (() => void) | undefined;
}

export function ProfileVersionRow({ version, scheduledFor, publishing, onPublish }: ProfileVersionRowProps) {
  const shares = Object.entries(weightShares(version.weights)).filter(([, share]) => share !== 0);
  const created = formatInstant(version.createdAt);
  return (
    <li className={classes.version}>
      <span className={classes.number}>{version.version}</span>
      <span>
        <span className={classes.status} data-status={version.status}>
          {STATUS_WORDS[version.status]}
        </span>
        {version.reason !== null && <span> {version.reason}</span>}
        <span className={classes.details}>
          {shares.map(([modality, share]) => `${modality} ${share} %`).join(', ')} ·{' '}
          {[version.author, created].filter(Boolean).join(', ')}
        </span>
        {scheduledFor.map((instant) => (
          <span key={instant} className={classes.details}>
            To be published {formatInstant(instant)}
          </span>
        ))}
      </span>
      {version.status !== 'PUBLISHED' && onPublish !== undefined && publishing === null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={onPublish}
          aria-label={`Publish version ${version.version}`}
        >
          Publish…
        </Button>
      )}
      {publishing !== null && <div className={classes.publishing}>{publishing}</div>}
    </li>
  );
}
