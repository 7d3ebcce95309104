import { Field, ID, InterfaceType, Int, ObjectType } from 'type-graphql';

/** Outcomes that a caller can act upon; each is made with the sentence it shows. */
@InterfaceType('Problem', {
  description: 'An expected outcome other than success, with a sentence that says what to do.',
})
export abstract class Problem {
  @Field(() => String, { description: 'What happened and what to do, for people.' })
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

@ObjectType('ItemNotFound', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The catalog has no such item.',
})
export class ItemNotFound extends Problem {
  @Field(() => ID, { description: 'The id that was asked for.' })
  readonly id: string;

  constructor(id: string, catalog: string) {
    super(`Catalog '${catalog}' has no item '${id}'. Check the id, or add the item with upsertItems.`);
    this.id = id;
  }
}

@ObjectType('PhotoRejected', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The photo could not be fetched, or is not a picture that can be read.',
})
export class PhotoRejected extends Problem {
  @Field(() => String, { description: 'Which rule refused it, for programs: `NOT_AN_IMAGE`, `TOO_LARGE` …' })
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

@ObjectType('AudioRejected', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The clip could not be fetched, is not sound that can be read, or this server has no encoder of sound.',
})
export class AudioRejected extends Problem {
  @Field(() => String, {
    description: 'Which rule refused it, for programs: `NOT_AUDIO`, `AUDIO_TOO_LONG`, `NO_AUDIO_ENCODER` …',
  })
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

@ObjectType('NoUsableModality', {
  implements: Problem,
  simpleResolvers: true,
  description: 'No modality has both a weight and a value in the source: a text alone has no price, for example.',
})
export class NoUsableModality extends Problem {}

@ObjectType('ProfileNotFound', {
  implements: Problem,
  simpleResolvers: true,
  description: 'There is no such fusion profile, or none of its versions is published.',
})
export class ProfileNotFound extends Problem {
  @Field(() => String, { description: 'The name that was asked for.' })
  readonly name: string;

  constructor(message: string, name: string) {
    super(message);
    this.name = name;
  }
}

@ObjectType('ProfileVersionNotFound', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The profile has no such version.',
})
export class ProfileVersionNotFound extends Problem {
  @Field(() => String, { description: 'The profile.' })
  readonly name: string;

  @Field(() => Int, { description: 'The version that was asked for.' })
  readonly version: number;

  constructor(name: string, version: number) {
    super(`Profile '${name}' has no version ${version}. Ask fusionProfile(name: "${name}") for its versions.`);
    this.name = name;
    this.version = version;
  }
}

@ObjectType('NoEarlierVersion', {
  implements: Problem,
  simpleResolvers: true,
  description: 'Nothing was published before the present version, so there is nothing to go back to.',
})
export class NoEarlierVersion extends Problem {
  @Field(() => String, { description: 'The profile.' })
  readonly name: string;

  constructor(name: string) {
    super(`Profile '${name}' has no earlier published version. Save a draft and publish it instead.`);
    this.name = name;
  }
}

@ObjectType('FieldProblem', { simpleResolvers: true, description: 'What is wrong with one field of an input.' })
export class FieldProblem {
  @Field(() => String, { description: 'Path of the field, such as `price.amount`.' })
  readonly field!: string;

  @Field(() => String, { description: 'What is wrong and what is expected.' })
  readonly problem!: string;
}

@ObjectType('InvalidWeights', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The weights name an unknown modality, leave [-1, 1], or are all 0.',
})
export class InvalidWeights extends Problem {
  @Field(() => [FieldProblem], { description: 'One entry per modality that is wrong; `field` is the modality.' })
  readonly problems: readonly FieldProblem[];

  constructor(message: string, problems: readonly FieldProblem[]) {
    super(message);
    this.problems = problems;
  }
}
