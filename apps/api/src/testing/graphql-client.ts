/** What a server answered, with its HTTP status. */
export interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** Asks a server as any client would. */
export class GraphqlClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = `${url}/graphql`;
    this.#headers = headers;
  }

  async send(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.post(JSON.stringify({ query, variables }), { 'content-type': 'application/json' });
  }

  /** Sends files by the multipart request specification; `files` maps paths in the variables to them. */
  async upload(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    files: Readonly<Record<string, File>>,
  ): Promise<Answer> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query, variables }));
    form.set('map', JSON.stringify(Object.fromEntries(Object.keys(files).map((path, index) => [index, [path]]))));
    for (const [index, file] of Object.values(files).entries()) form.set(String(index), file);
    return this.post(form, { 'apollo-require-preflight': 'true' });
  }

  async post(body: RequestInit['body'], headers: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await fetch(this.#url, {
      method: 'POST',
      body: body ?? null,
      headers: { ...headers, ...this.#headers },
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** The data of an answer that must have no errors. */
  async data<Data = Record<string, never>>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Data> {
    const { data, errors } = await this.send(query, variables);
    if (errors !== undefined) throw new Error(`The server answered with errors: ${JSON.stringify(errors)}`);
    return data as Data;
  }
}
