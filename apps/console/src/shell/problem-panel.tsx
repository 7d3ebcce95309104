import { Button } from '@mantine/core';
import { ApiError } from '../graphql/errors.ts';
import classes from './problem-panel.module.css';

interface ProblemPanelProps {
  readonly title: string;
  readonly message?: string;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly onDismiss?: () => void;
}

/** A problem in sentences, with the way out of it. */
export function ProblemPanel({ title, message, error, onRetry, onDismiss }: ProblemPanelProps) {
  return (
    <section className={classes.panel} role="alert">
      <div>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.message}>{message ?? describe(error)}</p>
      </div>
      {onRetry !== undefined && (
        <Button variant="default" size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
      {onDismiss !== undefined && (
        <Button variant="subtle" size="sm" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </section>
  );
}

function describe(error: unknown): string {
  return error instanceof ApiError
    ? error.message
    : 'Something unexpected went wrong in this page. Reload it, or try again.';
}
