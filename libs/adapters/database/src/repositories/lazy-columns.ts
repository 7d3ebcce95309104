import pg from 'pg';

/** PostgreSQL's numbers of the types that cost something to parse: half the cost of reading an item is what nobody looks at. */
const OIDS = { json: 114, jsonb: 3802, texts: 1009, time: 1184 } as const;
const lazyOids: ReadonlySet<number> = new Set(Object.values(OIDS));
const asText = (text: string): string => text;
// Its own type knows no numbers of lists.
const parserOf = pg.types.getTypeParser as (oid: number) => (text: string) => unknown;

/** Leaves values of those types as PostgreSQL's text. */
export const LAZY_TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) => (lazyOids.has(oid) ? asText : parserOf(oid))) as typeof pg.types.getTypeParser,
};

/** What such a text means. */
export const parseColumn = {
  json: parserOf(OIDS.json),
  texts: parserOf(OIDS.texts) as (text: string) => string[],
  time: parserOf(OIDS.time) as (text: string) => Date,
};
