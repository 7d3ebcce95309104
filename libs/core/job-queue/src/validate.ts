import { InvalidJobError } from './errors.ts';
import type { NewJob, QueuePolicy } from './job-queue.ts';

const NAME = /^[a-z][a-z0-9-]{0,49}$/;

/** @throws InvalidJobError */
export function validateQueue(name: string, policy: QueuePolicy): void {
  if (!NAME.test(name)) throw new InvalidJobError(`the queue's name '${name}' must be 1 to 50 of a-z, 0-9 and -`);
  const { retryLimit, retryDelayMs, maxRetryDelayMs, heartbeatMs, expireMs } = policy;
  check('retryLimit', retryLimit, { least: 0, most: 100, step: 1 });
  check('retryDelayMs', retryDelayMs, { least: 0, most: 86_400_000, step: 1000 });
  check('maxRetryDelayMs', maxRetryDelayMs, { least: retryDelayMs, most: 86_400_000, step: 1000 });
  check('heartbeatMs', heartbeatMs, { least: 10_000, most: 3_600_000, step: 1000 });
  check('expireMs', expireMs, { least: 1000, most: 86_400_000, step: 1000 });
}

/** @throws InvalidJobError */
export function validateJobs(jobs: readonly NewJob[]): void {
  for (const { data, key } of jobs) {
    if (key === '') throw new InvalidJobError('a key is empty; leave it out for a job that may be there twice');
    let text: string | undefined;
    try {
      text = JSON.stringify(data);
    } catch {
      text = undefined;
    }
    if (text === undefined || !text.startsWith('{') || text.includes('\\u0000'))
      throw new InvalidJobError('the data of a job must be an object of JSON without the character U+0000');
  }
}

function check(
  name: string,
  value: number,
  { least, most, step }: { readonly least: number; readonly most: number; readonly step: number },
): void {
  if (!Number.isInteger(value) || value < least || value > most || value % step !== 0)
    throw new InvalidJobError(
      `${name} is ${String(value)}, and must be ${String(least)} to ${String(most)}${step === 1 ? '' : ', in whole seconds'}`,
    );
}
