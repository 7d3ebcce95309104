import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { ComparedProfileArgs } from './compared-profile.input.ts';

@InputType('PreviewSampleInput', { description: 'Which items to look up neighbours of.' })
export class PreviewSampleInput {
  @Field(() => Int, {
    defaultValue: 200,
    description: 'How many at random, 1 to 500; each section has its share of them.',
  })
  readonly size!: number;

  @Field(() => Int, { defaultValue: 1, description: 'Another seed, another sample; 0 or more.' })
  readonly seed!: number;

  @Field(() => [ID], { nullable: true, description: 'These items instead of some at random, 1 to 500.' })
  readonly itemIds?: string[] | null;
}

@ArgsType()
export class ProfilePreviewArgs extends ComparedProfileArgs {
  @Field(() => PreviewSampleInput, { nullable: true, description: 'Default: 200 items at random.' })
  readonly sample?: PreviewSampleInput | null;

  @Field(() => Int, { defaultValue: 10, description: 'How many results per item are compared, 1 to 50.' })
  readonly limit!: number;

  @Field(() => Float, {
    defaultValue: 0.9,
    description: 'Of the rank-biased overlap, 0.1 to 0.99: the higher, the more the lower ranks count.',
  })
  readonly persistence!: number;

  @Field(() => Int, { defaultValue: 5, description: 'How many of the items that change most to show, 0 to 20.' })
  readonly examples!: number;

  @Field(() => Int, { defaultValue: 10, description: 'How many of the new and of the lost items to name, 0 to 50.' })
  readonly movedItems!: number;
}
