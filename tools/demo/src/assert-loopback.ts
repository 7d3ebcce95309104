import { ApiError, isLoopback } from '@kindred/api';

export class DemoHostRefusedError extends ApiError {
  readonly code = 'DEMO_HOST_REFUSED';

  constructor(host: string) {
    super(
      `HOST is '${host}', which other machines can reach, but the demo listens on loopback only, because it wants no key. ` +
        'Unset HOST, or serve the same data with `npm start` (docs/deployment.md).',
    );
    this.name = 'DemoHostRefusedError';
  }
}

/** @throws DemoHostRefusedError unless only this machine can reach a server on `host` */
export function assertLoopback(host: string): void {
  if (!isLoopback(host)) throw new DemoHostRefusedError(host);
}
