import { expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { exitCodeOf, printError } from './print-error.ts';

function printed(error: unknown, options: { json?: boolean; verbose?: boolean } = {}) {
  const written = { out: '', err: '' };
  printError(error, {
    stdout: { write: (text) => ((written.out += String(text)), true) },
    stderr: { write: (text) => ((written.err += String(text)), true) },
    json: options.json ?? false,
    verbose: options.verbose ?? false,
  });
  return written;
}

const nested = new Error('the import failed\nat row 7', { cause: new Error('disk full', { cause: 'ENOSPC' }) });

it('tells people one line, whatever the message', () => {
  expect(printed(nested)).toEqual({ out: '', err: 'Error: the import failed at row 7\n' });
  expect(printed('thrown text').err).toBe('Error: thrown text\n');
  expect(printed(new Error('')).err.split('\n')).toHaveLength(2);
});

it('prints every cause and the stack when verbose', () => {
  const { err } = printed(nested, { verbose: true });
  expect(err).toContain('because: disk full\n  because: ENOSPC\n');
  expect(err).toContain('print-error.test.ts');
});

it('gives one JSON document with the code', () => {
  expect(JSON.parse(printed(new UsageError('so not'), { json: true }).out)).toEqual({
    error: { code: 'USAGE', message: 'so not' },
  });
  expect(JSON.parse(printed(nested, { json: true }).out)).toMatchObject({ error: { code: 'UNEXPECTED' } });
});

it('ends with 2 for wrong usage and 1 for the rest', () => {
  expect(exitCodeOf(new UsageError('x'))).toBe(2);
  expect(exitCodeOf(Object.assign(new Error('x'), { code: 'INVALID_WEIGHTS' }))).toBe(2);
  expect(exitCodeOf(nested)).toBe(1);
});
