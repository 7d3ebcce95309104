import type { TypedDocumentString } from '../generated/graphql.ts';
import {
  AnswerTimedOutError,
  GraphqlRequestError,
  RequestRefusedError,
  ServerUnreachableError,
  type GraphqlErrorJson,
} from './errors.ts';
import { extractFiles } from './extract-files.ts';
import { pageSession } from '../session/page-session.ts';

const TIMEOUT_MS = 20_000;

/**
 * Asks the API that serves this page, with the API key of the session. Files in the variables travel by the multipart
 * request specification. Where the server wants another key, the session is told.
 * @throws ApiError with a sentence for people; an `AbortError` when `signal` was aborted.
 */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const session = pageSession();
  const { apiKey } = session.getState();
  try {
    return await requestWithKey(document, variables, { apiKey, signal });
  } catch (error) {
    if (error instanceof GraphqlRequestError && error.code === 'UNAUTHENTICATED') session.refuse(apiKey);
    throw error;
  }
}

export interface RequestOptions {
  readonly apiKey: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** Like {@link request}, with a key of one's own. */
export async function requestWithKey<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { apiKey, signal }: RequestOptions,
): Promise<Result> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const { headers, body } = buildBody(document.toString(), variables);
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: apiKey === null ? headers : { ...headers, authorization: `Bearer ${apiKey}` },
      body,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw timeout.aborted ? new AnswerTimedOutError(TIMEOUT_MS) : new ServerUnreachableError(cause);
  }
  return readAnswer<Result>(response, signal);
}

function buildBody(query: string, variables: unknown): { headers: Record<string, string>; body: BodyInit } {
  const { variables: plain, files } = extractFiles(variables);
  const operation = JSON.stringify({ query, variables: plain });
  const accept = 'application/graphql-response+json, application/json';
  if (files.size === 0) return { headers: { accept, 'content-type': 'application/json' }, body: operation };
  const entries = [...files];
  const form = new FormData();
  form.append('operations', operation);
  form.append('map', JSON.stringify(Object.fromEntries(entries.map(([, paths], index) => [index, paths]))));
  entries.forEach(([file], index) => form.append(String(index), file));
  return { headers: { accept, 'apollo-require-preflight': 'true' }, body: form };
}

async function readAnswer<Result>(response: Response, signal: AbortSignal | undefined): Promise<Result> {
  const answer = await readJson(response, signal);
  if (answer?.errors !== undefined && answer.errors.length > 0) throw new GraphqlRequestError(answer.errors);
  if (!response.ok || answer?.data === undefined || answer.data === null)
    throw new RequestRefusedError(response.status);
  return answer.data as Result;
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphqlErrorJson[];
}

/** `undefined` where the body isn't JSON: a proxy's error page, say. */
async function readJson(response: Response, signal: AbortSignal | undefined): Promise<GraphqlAnswer | undefined> {
  try {
    return (await response.json()) as GraphqlAnswer;
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    return undefined;
  }
}
