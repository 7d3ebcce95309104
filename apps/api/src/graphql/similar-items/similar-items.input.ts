import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import type { UploadedFile } from '../../http/uploaded-file.ts';
import { ItemFilterInput } from '../item/item-filter.input.ts';
import { UploadScalar } from '../scalars/upload.scalar.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';

@InputType('PhotoInput', { description: 'Exactly one of `url` and `upload`.' })
export class PhotoInput {
  @Field(() => String, { nullable: true, description: 'Where the photo is: `https:` of an allowed host, or `data:`.' })
  readonly url?: string | null;

  @Field(() => UploadScalar, { nullable: true, description: 'The photo itself.' })
  readonly upload?: UploadedFile | null;
}

@InputType('AudioInput', { description: 'A clip of sound, WAV or MP3: exactly one of `url` and `upload`.' })
export class AudioInput {
  @Field(() => String, { nullable: true, description: 'Where the clip is: `https:` of an allowed host, or `data:`.' })
  readonly url?: string | null;

  @Field(() => UploadScalar, { nullable: true, description: 'The clip itself.' })
  readonly upload?: UploadedFile | null;
}

@InputType('MixturePartInput', {
  description: 'Exactly one of `itemId`, `text`, `photo` and `audio`. A negative weight means "unlike".',
})
export class MixturePartInput {
  @Field(() => ID, { nullable: true, description: 'Like this item.' })
  readonly itemId?: string | null;

  @Field(() => String, { nullable: true, description: 'Like these words.' })
  readonly text?: string | null;

  @Field(() => PhotoInput, { nullable: true, description: 'Like this photo.' })
  readonly photo?: PhotoInput | null;

  @Field(() => AudioInput, { nullable: true, description: 'Like this sound.' })
  readonly audio?: AudioInput | null;

  @Field(() => Float, { defaultValue: 1, description: 'How much it counts, in [-1, 1], not 0.' })
  readonly weight!: number;
}

@ArgsType()
export class SimilarItemsArgs {
  @Field(() => ID, { nullable: true, description: 'Like this item, which is itself left out.' })
  readonly itemId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Like these words: compared with texts, and with photos too where the encoder of photos is of the CLIP kind; `queryFrom` tells.',
  })
  readonly text?: string | null;

  @Field(() => PhotoInput, { nullable: true, description: 'Like this photo.' })
  readonly photo?: PhotoInput | null;

  @Field(() => AudioInput, { nullable: true, description: 'Like this sound.' })
  readonly audio?: AudioInput | null;

  @Field(() => [MixturePartInput], { nullable: true, description: 'Like some and unlike others: 1 to 50 parts.' })
  readonly mixture?: readonly MixturePartInput[] | null;

  @Field(() => WeightsScalar, { nullable: true, description: 'Weights per modality; not together with `profile`.' })
  readonly weights?: Readonly<Record<string, number>> | null;

  @Field(() => String, { nullable: true, description: 'Name of a published fusion profile.' })
  readonly profile?: string | null;

  @Field(() => ItemFilterInput, { nullable: true, description: 'Only items that match.' })
  readonly filter?: ItemFilterInput | null;

  @Field(() => Int, { defaultValue: 10, description: 'How many, 1 to 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the page before.' })
  readonly after?: string | null;
}
