/** The API can't start or was used wrongly; `code` says what to act upon. */
export abstract class ApiError extends Error {
  abstract readonly code: string;
}

export class ConfigInvalidError extends ApiError {
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigInvalidError';
    this.problems = problems;
  }
}

/** Someone searches by sound, and no setting names an encoder of it. */
export class NoAudioEncoderError extends ApiError {
  readonly code = 'NO_AUDIO_ENCODER';

  constructor() {
    super(
      'This server has no encoder of sound. Set KINDRED_AUDIO_ENCODER to one, or search by an item, a text or a photo.',
    );
    this.name = 'NoAudioEncoderError';
  }
}

export class OpenAccessRefusedError extends ApiError {
  readonly code = 'OPEN_ACCESS_REFUSED';

  constructor(host: string) {
    super(
      `HOST is '${host}', which other machines can reach, but there is no API key, so anybody could read and write the catalog. ` +
        'Make a key with `npx kindred keys create --role admin`, or set HOST=127.0.0.1.',
    );
    this.name = 'OpenAccessRefusedError';
  }
}

export class PortTakenError extends ApiError {
  readonly code = 'PORT_TAKEN';

  constructor(host: string, port: number, cause: unknown) {
    super(
      `Port ${port} of ${host} is taken by another program. Set PORT to another one, or PORT=0 for any free port.`,
      { cause },
    );
    this.name = 'PortTakenError';
  }
}
