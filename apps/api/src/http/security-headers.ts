import type { FastifyInstance } from 'fastify';

/** Everything comes from this server. Styles may be inline: the console's and GraphiQL's components make them. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers(HEADERS);
    const type = reply.getHeader('content-type');
    if (typeof type === 'string' && type.startsWith('text/html')) {
      void reply.headers({ 'content-security-policy': POLICY, 'x-frame-options': 'DENY' });
    }
    done();
  });
}
