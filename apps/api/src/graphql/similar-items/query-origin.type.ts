import type { QueryOrigin as Origin } from '@kindred/retrieval';
import { registerEnumType } from 'type-graphql';

export const QueryOrigin = { ITEM: 'ITEM', TEXT: 'TEXT', PHOTO: 'PHOTO', AUDIO: 'AUDIO' } as const;
export type QueryOrigin = keyof typeof QueryOrigin;
registerEnumType(QueryOrigin, {
  name: 'QueryOrigin',
  description: "What a query's side of a comparison was made of.",
  valuesConfig: {
    ITEM: { description: 'What an item has.' },
    TEXT: {
      description:
        'Words. In the modality `image` they are compared with the photos themselves, by an encoder whose texts and photos share a space.',
    },
    PHOTO: { description: 'A photo.' },
    AUDIO: { description: 'A clip of sound.' },
  },
});

const NAMES: Readonly<Record<Origin, QueryOrigin>> = {
  item: 'ITEM',
  blocks: 'ITEM',
  text: 'TEXT',
  photo: 'PHOTO',
  clip: 'AUDIO',
};

/** Each once, in their order. */
export function presentOrigins(origins: readonly Origin[] = []): QueryOrigin[] {
  return [...new Set(origins.map((origin) => NAMES[origin]))];
}
