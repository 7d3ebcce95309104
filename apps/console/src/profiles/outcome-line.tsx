import { ApiError } from '../graphql/errors.ts';
import classes from './outcome-line.module.css';

interface OutcomeLineProps {
  readonly message: string | null;
  readonly error: unknown;
  readonly ok: boolean;
}

/** What the last action led to, read out where it appears. */
export function OutcomeLine({ message, error, ok }: OutcomeLineProps) {
  const text = !error
    ? message
    : error instanceof ApiError
      ? error.message
      : 'Something unexpected went wrong. Try again.';
  return (
    <p className={classes.line} role="status" data-failed={Boolean(error) || !ok}>
      {text}
    </p>
  );
}
