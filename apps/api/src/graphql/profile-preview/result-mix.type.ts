import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('PriceSummary', {
  simpleResolvers: true,
  description: "Where prices lie, in the currency's main unit. An item that is recommended twice counts twice.",
})
export class PriceSummaryType {
  @Field(() => Int, { description: 'Results with a price in that currency.' })
  readonly count!: number;

  @Field(() => Float, { description: 'A quarter of them costs less.' })
  readonly lowerQuartile!: number;

  @Field(() => Float, { description: 'Half of them costs less.' })
  readonly median!: number;

  @Field(() => Float, { description: 'A quarter of them costs more.' })
  readonly upperQuartile!: number;
}

@ObjectType('PriceMix', { simpleResolvers: true, description: 'Prices of the results before and after.' })
export class PriceMixType {
  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => PriceSummaryType, { nullable: true, description: 'Null where no live result has a price in it.' })
  readonly live!: PriceSummaryType | null;

  @Field(() => PriceSummaryType, { nullable: true, description: "Null where none of the draft's results has." })
  readonly draft!: PriceSummaryType | null;
}

@ObjectType('BrandShare', { simpleResolvers: true, description: 'How much of the results a brand has.' })
export class BrandShareType {
  @Field(() => String, { description: 'The brand, in its most frequent spelling.' })
  readonly brand!: string;

  @Field(() => Float, { description: 'Share of the live results, 0 to 1.' })
  readonly live!: number;

  @Field(() => Float, { description: "Share of the draft's results." })
  readonly draft!: number;

  @Field(() => Float, { description: 'draft - live.' })
  readonly change!: number;
}

@ObjectType('BrandMix', { simpleResolvers: true, description: 'Brands of the results before and after.' })
export class BrandMixType {
  @Field(() => [BrandShareType], { description: 'The ten with the greatest share on either side.' })
  readonly top!: readonly BrandShareType[];

  @Field(() => Int, { description: 'Different brands among the live results.' })
  readonly distinctLive!: number;

  @Field(() => Int, { description: "Different brands among the draft's results." })
  readonly distinctDraft!: number;

  @Field(() => Float, { description: 'Share of the live results without a brand.' })
  readonly withoutLive!: number;

  @Field(() => Float, { description: "Share of the draft's results without a brand." })
  readonly withoutDraft!: number;
}

@ObjectType('Coverage', { simpleResolvers: true, description: 'How much of the catalog results show.' })
export class CoverageType {
  @Field(() => Int, { description: 'Different items among the results.' })
  readonly items!: number;

  @Field(() => Float, {
    description: 'Of all items of the catalog, 0 to 1; a sample of 200 items shows 2,000 at most.',
  })
  readonly share!: number;
}
