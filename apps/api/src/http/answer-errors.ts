import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance } from 'fastify';
import { drainRequest } from './drain-request.ts';
import { RequestRefusedError } from './request-refused-error.ts';

const SENTENCES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'PAYLOAD_TOO_LARGE',
    'The request is too large. Send it in several parts, or send photos as files.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'The content type must be application/json or multipart/form-data.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['BAD_REQUEST', 'The request has no body. Send {"query": "…"}.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['BAD_REQUEST', 'The request body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BAD_REQUEST', 'The request is not as long as its Content-Length says.'],
};

/** Every error of a route is answered as `{"errors": [{"message", "extensions": {"code"}}]}`; unforeseen ones only with an incident id. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    await drainRequest(request.raw);
    const status = error.statusCode ?? 500;
    if (error instanceof RequestRefusedError) return reply.code(status).send(errorBody(error.code, error.message));
    const known = SENTENCES[error.code];
    if (known !== undefined) return reply.code(status).send(errorBody(...known));
    if (error instanceof SyntaxError)
      return reply.code(400).send(errorBody('BAD_REQUEST', 'The request body is not valid JSON.'));
    if (status >= 400 && status < 500)
      return reply.code(status).send(errorBody('BAD_REQUEST', 'The request can not be read.'));
    const incidentId = randomUUID();
    request.log.error({ reqId: request.id, incidentId, err: error }, 'unexpected error');
    const message = `Unexpected error. Quote incident ${incidentId} to the operator of this server, whose log has the details.`;
    return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', message, { incidentId }));
  });
}

export function errorBody(code: string, message: string, further: object = {}): object {
  return { errors: [{ message, extensions: { code, ...further } }] };
}
