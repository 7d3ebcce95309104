import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;
/** SQLSTATE: the database does not exist; it exists already; two made it at once. */
const MISSING = '3D000';
const EXISTS = ['42P04', '23505'];

/** Connects once, and makes the database where it is missing. @param url whose path names the database */
export async function ensureDatabase(url: string): Promise<void> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    if (sqlStateOf(error) !== MISSING) throw error;
    const maintenance = new URL(url);
    const name = decodeURIComponent(maintenance.pathname.slice(1));
    maintenance.pathname = '/postgres';
    await withClient(maintenance.href, (client) =>
      client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((creation: unknown) => {
        if (!EXISTS.includes(sqlStateOf(creation) ?? '')) throw creation;
      }),
    );
  }
}

/** Runs something on a connection of its own. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A server that ends while the connection idles reports it here; the next query fails with it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function sqlStateOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
