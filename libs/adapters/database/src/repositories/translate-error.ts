import { CatalogError, CatalogNotFoundError } from '@kindred/catalog';
import {
  DatabaseConstraintError,
  DatabaseError,
  DatabaseNotMigratedError,
  DatabaseTimeoutError,
  DatabaseUnavailableError,
} from '../errors.ts';
import { UnstorableTextError } from './errors.ts';

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENOENT',
]);
/** What the driver throws without any code. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after|Client was closed)/;
const TOO_SLOW = /^Query read timeout/;
/** Prisma's own codes: the server is away or refuses; an answer or a connection took too long. */
const PRISMA_UNAVAILABLE = new Set(['P1000', 'P1001', 'P1003', 'P1010', 'P1011', 'P1017', 'P2037']);
const PRISMA_TIMEOUT = new Set(['P1002', 'P1008', 'P2024', 'P2028']);

/** What the driver, or Prisma around it, tells about one failure. */
interface Failure {
  readonly sqlState?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly message: string;
}

/**
 * The one place where errors of the driver and of Prisma become ours. Our own pass; unknown ones pass too, as they are.
 * @param catalog named in the error if a foreign key says that it is missing
 */
export function translateError(error: unknown, catalog?: string): unknown {
  if (error instanceof DatabaseError || error instanceof CatalogError || !(error instanceof Error)) return error;
  const failure = readFailure(error);
  const options = { cause: error };
  const { sqlState = '', code = '', message } = failure;
  if (sqlState === '22021' || sqlState === '22P05') return new UnstorableTextError('A text', options);
  if (['57014', '55P03', '25P03', '25P04'].includes(sqlState) || PRISMA_TIMEOUT.has(code) || TOO_SLOW.test(message))
    return new DatabaseTimeoutError(message, options);
  if (sqlState === '42P01' || sqlState === '42703') return new DatabaseNotMigratedError(message, options);
  if (sqlState.startsWith('23')) return constraintError(failure, catalog, options);
  if (sqlState.startsWith('22')) return new DatabaseConstraintError(message, undefined, options);
  if (isUnavailable(failure)) return new DatabaseUnavailableError(message, options);
  return error;
}

/** Whether the server gave the transaction up in favour of another one: trying again helps. */
export function isSerializationFailure(error: unknown): boolean {
  const { sqlState } = error instanceof Error ? readFailure(error) : {};
  return sqlState === '40001' || sqlState === '40P01';
}

function constraintError(failure: Failure, catalog: string | undefined, options: ErrorOptions): Error {
  const { constraint, message } = failure;
  if (catalog !== undefined && constraint?.endsWith('_catalog_fkey') === true) return new CatalogNotFoundError(catalog);
  return new DatabaseConstraintError(message, constraint, options);
}

function isUnavailable({ sqlState = '', code = '', message }: Failure): boolean {
  return (
    ['08', '28', '53'].some((kind) => sqlState.startsWith(kind)) ||
    ['57P01', '57P02', '57P03', '3D000'].includes(sqlState) ||
    NETWORK_CODES.has(code) ||
    PRISMA_UNAVAILABLE.has(code) ||
    CONNECTION_LOST.test(message)
  );
}

interface DriverError extends Error {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly constraint?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: AdapterCause } };
}

interface AdapterCause {
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly constraint?: { readonly index?: string };
}

function readFailure(error: Error): Failure {
  const { code, severity, constraint, meta, message } = error as DriverError;
  if (typeof code === 'string' && typeof severity === 'string')
    return { sqlState: code, message, ...(typeof constraint === 'string' ? { constraint } : {}) };
  const cause = meta?.driverAdapterError?.cause ?? (error.cause as AdapterCause | undefined);
  const index = cause?.constraint?.index;
  return {
    ...(cause?.originalCode === undefined ? {} : { sqlState: cause.originalCode }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(index === undefined ? {} : { constraint: index }),
    message: cause?.originalMessage ?? message.split('\n').at(-1) ?? message,
  };
}
