import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../context.ts';
import { checkRange } from '../bad-user-input.ts';
import { ItemImageType } from './item.type.ts';

@Resolver(() => ItemImageType)
export class ItemImageResolver {
  @FieldResolver(() => String, {
    description:
      'Where this server serves the photo, at most `width` pixels wide (64 to 1024): a path, to be put behind its address.',
  })
  url(
    @Root() image: ItemImageType,
    @Arg('width', () => Int, { defaultValue: 320, description: 'Longest side in pixels, 64 to 1024.' }) width: number,
    @Ctx() { application }: GraphqlContext,
  ): string {
    checkRange('width', width, [64, 1024]);
    return application.photoUrls.build(image, image.fingerprint, width);
  }
}
