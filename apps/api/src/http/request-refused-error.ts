/** A request that never reaches GraphQL; answered in the shape of a GraphQL error with an HTTP status. */
export class RequestRefusedError extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = 'RequestRefusedError';
    this.statusCode = statusCode;
    this.code = code;
  }
}

export function payloadTooLarge(message: string): RequestRefusedError {
  return new RequestRefusedError(413, 'PAYLOAD_TOO_LARGE', message);
}

export function badMultipart(problem: string): RequestRefusedError {
  return new RequestRefusedError(
    400,
    'BAD_REQUEST',
    `The multipart request is wrong: ${problem}. It must hold the fields "operations" and "map", then the files, in this order.`,
  );
}
