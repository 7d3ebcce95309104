import type { SearchPlan } from '@kindred/vector-store';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

export const SearchPlanName = {
  EXACT_SCAN: 'exact-scan',
  QUANTIZED_SCAN: 'quantized-scan',
  PREFETCH_UNION: 'prefetch-union',
} as const;
registerEnumType(SearchPlanName, {
  name: 'SearchPlanName',
  description: 'Ways in which a vector store answers.',
  valuesConfig: {
    EXACT_SCAN: { description: 'Every item is compared in full.' },
    QUANTIZED_SCAN: { description: 'Short codes of every item are compared, and the best again in full.' },
    PREFETCH_UNION: {
      description: 'An approximate index per modality is asked, and what any of them finds is compared in full.',
    },
  },
});

@ObjectType('SearchPlan', { simpleResolvers: true, description: 'How a search was answered, and what it cost.' })
export class SearchPlanType {
  @Field(() => SearchPlanName, { description: 'The way.' })
  readonly name!: SearchPlan['name'];

  @Field(() => Boolean, { description: 'Whether the answer is exact for certain, and not only by measured recall.' })
  readonly exact!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Items compared, by code or in full; null where the store does not tell.',
  })
  readonly scannedPoints!: number | null;

  @Field(() => Int, { nullable: true, description: 'Items compared in full; null where the store does not tell.' })
  readonly rescoredPoints!: number | null;

  @Field(() => Float, { description: 'Milliseconds from asking the store to its answer, waiting included.' })
  readonly elapsedMs!: number;
}

export function presentPlan({ name, exact, scannedPoints, rescoredPoints, elapsedMs }: SearchPlan): SearchPlanType {
  return { name, exact, scannedPoints: scannedPoints ?? null, rescoredPoints: rescoredPoints ?? null, elapsedMs };
}
