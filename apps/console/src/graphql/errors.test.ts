import { expect, test } from 'vitest';
import { GraphqlRequestError, RequestRefusedError } from './errors.ts';

test('bad input is told in the words of the server, as a sentence', () => {
  const error = new GraphqlRequestError([
    { message: 'Weight of image is 2; it must be in [-1, 1]', extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(error.message).toBe('Weight of image is 2; it must be in [-1, 1].');
  expect(error.code).toBe('BAD_USER_INPUT');
});

test('a masked error names its incident once', () => {
  const masked = { code: 'INTERNAL_SERVER_ERROR', incidentId: 'a1b2' };
  expect(new GraphqlRequestError([{ message: 'Internal server error', extensions: masked }]).message).toBe(
    'Something went wrong on the server. Quote incident a1b2 to find it in the log.',
  );
  expect(new GraphqlRequestError([{ message: 'Failed, incident a1b2', extensions: masked }]).message).toBe(
    'Failed, incident a1b2.',
  );
});

test('statuses a person can act upon say what to do', () => {
  expect(new RequestRefusedError(413).message).toContain('smaller');
  expect(new RequestRefusedError(429).message).toContain('Wait');
  expect(new RequestRefusedError(403).message).toContain('API key');
  expect(new RequestRefusedError(404).message).toBe('The server refused the request (HTTP 404).');
});
