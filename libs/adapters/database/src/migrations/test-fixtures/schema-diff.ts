import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** PostgreSQL's one-byte type "char", which its catalogs use; Prisma's adapter knows it only as an array. */
const CHAR_OID = 18;
const TEXT_OID = 25;
const CHAR_MARK = '\0char';

/**
 * The SQL that would turn the database's schema into the one of a Prisma schema file: what `prisma migrate diff` prints, by the
 * same engine compiled to WebAssembly, since its native one has to be downloaded.
 */
export async function diffDatabaseToSchema(url: string, schema: string): Promise<string> {
  await loadEngine();
  const files = [{ path: 'schema.prisma', content: schema }];
  const pool = new CharMarkingPool({ connectionString: url });
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new CharReadingFactory(pool)),
    );
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    await pool.end();
  }
}

/** The part of the global `WebAssembly` that is used; TypeScript declares it for browsers only. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

let loading: Promise<void> | undefined;

/** The package is made for bundlers; Node has to be given the module's bytes. */
function loadEngine(): Promise<void> {
  return (loading ??= (async () => {
    const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = readFileSync(join(dirname(glue), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
    const start = instance.exports['__wbindgen_start'] as () => void;
    bindings.__wbg_set_wasm(instance.exports);
    start();
  })());
}

class CharMarkingPool extends pg.Pool {
  override query = (async (...args: Parameters<pg.Pool['query']>) => {
    const result = (await super.query(...args)) as unknown as pg.QueryResult;
    for (const field of result.fields)
      if (field.dataTypeID === CHAR_OID) {
        field.dataTypeID = TEXT_OID;
        field.name += CHAR_MARK;
      }
    return result;
  }) as unknown as pg.Pool['query'];
}

class CharReadingFactory extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const queryRaw: SqlDriverAdapter['queryRaw'] = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const [index, name] of result.columnNames.entries()) {
        if (!name.endsWith(CHAR_MARK)) continue;
        result.columnNames[index] = name.slice(0, -CHAR_MARK.length);
        result.columnTypes[index] = ColumnTypeEnum.Character;
      }
      return result;
    };
    return adapter;
  }
}
