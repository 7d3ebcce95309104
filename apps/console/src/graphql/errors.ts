/** What can go wrong between the console and the API. `message` is a sentence for people. */
export abstract class ApiError extends Error {
  abstract readonly code: string;
}

/** No answer at all: the server is down, or the network is. */
export class ServerUnreachableError extends ApiError {
  readonly code = 'SERVER_UNREACHABLE';
  constructor(cause: unknown) {
    super("The server can't be reached. Check that it is running and that you are connected.", { cause });
  }
}

export class AnswerTimedOutError extends ApiError {
  readonly code = 'ANSWER_TIMED_OUT';
  readonly timeoutMs: number;
  constructor(timeoutMs: number) {
    super(`The server did not answer within ${Math.round(timeoutMs / 1000)} seconds.`);
    this.timeoutMs = timeoutMs;
  }
}

/** The server refused the request by HTTP status and said nothing that GraphQL clients can read. */
export class RequestRefusedError extends ApiError {
  readonly code = 'REQUEST_REFUSED';
  readonly status: number;
  constructor(status: number) {
    super(sentenceForStatus(status));
    this.status = status;
  }
}

/** The request could be read but not be answered: GraphQL `errors`. */
export class GraphqlRequestError extends ApiError {
  readonly code: string;
  constructor(errors: readonly GraphqlErrorJson[]) {
    super(errors.map(sentenceForError).join(' ') || 'The server answered with an error that it did not describe.');
    this.code = errors[0]?.extensions?.code ?? 'UNKNOWN';
  }
}

export interface GraphqlErrorJson {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly incidentId?: string };
}

function sentenceForStatus(status: number): string {
  if (status === 401 || status === 403)
    return "This console isn't allowed to do that here: the server wants an API key.";
  if (status === 413) return 'The photo is too large for the server. Choose a smaller one.';
  if (status === 429) return 'That was too much at once for the server. Wait a moment, then try again.';
  if (status >= 500) return `The server is in trouble (HTTP ${status}). Try again in a moment.`;
  return `The server refused the request (HTTP ${status}).`;
}

function sentenceForError({ message, extensions }: GraphqlErrorJson): string {
  const incident = extensions?.incidentId;
  if (extensions?.code === 'INTERNAL_SERVER_ERROR') {
    const quote =
      incident === undefined || message.includes(incident) ? '' : ` Quote incident ${incident} to find it in the log.`;
    return message === '' || message === 'Internal server error'
      ? `Something went wrong on the server.${quote}`
      : `${asSentence(message)}${quote}`;
  }
  return asSentence(message);
}

function asSentence(message: string): string {
  const trimmed = message.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
