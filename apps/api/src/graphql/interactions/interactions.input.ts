import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FieldProblem } from '../problem/problem.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

export const InteractionType = {
  VIEW: 'view',
  CLICK: 'click',
  CART: 'cart',
  PURCHASE: 'purchase',
  LIKE: 'like',
  DISLIKE: 'dislike',
  RATING: 'rating',
} as const;
registerEnumType(InteractionType, {
  name: 'InteractionType',
  description: 'What a shopper did with an item.',
  valuesConfig: {
    VIEW: { description: 'Saw its page.' },
    CLICK: { description: 'Clicked it in a list.' },
    CART: { description: 'Put it into the cart.' },
    PURCHASE: { description: 'Bought it.' },
    LIKE: { description: 'Liked or saved it.' },
    DISLIKE: { description: 'Said that it is of no interest.' },
    RATING: { description: 'Rated it; `value` says how.' },
  },
});

@InputType('InteractionInput', { description: 'One event of a shopper with an item.' })
export class InteractionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Makes recording it twice harmless; made from the content where absent.',
  })
  readonly id?: string | null;

  @Field(() => ID, { description: 'The shopper.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'The item; it need not be in the catalog yet.' })
  readonly itemId!: string;

  @Field(() => InteractionType, { description: 'What the shopper did.' })
  readonly type!: (typeof InteractionType)[keyof typeof InteractionType];

  @Field(() => Float, { nullable: true, description: 'Only with RATING: 1 to 5.' })
  readonly value?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; now where absent.' })
  readonly occurredAt?: Date | null;

  @Field(() => ID, { nullable: true, description: 'The answer that led to it, if any.' })
  readonly recommendationId?: string | null;
}

@ObjectType('InteractionRejected', {
  simpleResolvers: true,
  description: 'An event that was not recorded; the others were.',
})
export class InteractionRejected {
  @Field(() => Int, { description: 'Its position in the call, from 0.' })
  readonly index!: number;

  @Field(() => [FieldProblem], { description: 'Everything that is wrong with it.' })
  readonly problems!: readonly FieldProblem[];
}

@ObjectType('RecordInteractionsPayload', { simpleResolvers: true, description: 'How many events became what.' })
export class RecordInteractionsPayload {
  @Field(() => Int, { description: 'New ones.' })
  readonly recorded!: number;

  @Field(() => Int, { description: 'Ones that were there before, or twice in the call.' })
  readonly alreadyRecorded!: number;

  @Field(() => [InteractionRejected], { description: 'Ones that are invalid, and why.' })
  readonly rejected!: readonly InteractionRejected[];
}
