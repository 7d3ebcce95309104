import type { Catalog } from '@kindred/catalog';
import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkRange } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { BrandCount, CatalogType, ModalityType, SectionCount } from './catalog.type.ts';
import { findCatalog } from './find-catalog.ts';
import { modalityLabel } from './modality-label.ts';

const LONGEST_MENU = 10_000;

@Resolver(() => CatalogType)
export class CatalogResolver {
  @Authorized<Permission>('read')
  @Query(() => CatalogType, { description: 'The catalog in use: its size, modalities, brands and sections.' })
  async catalog(@Ctx() { application, catalog }: GraphqlContext): Promise<Catalog> {
    return findCatalog(application, catalog);
  }

  @FieldResolver(() => Int, { description: 'Number of items.' })
  async itemCount(@Root() catalog: Catalog, @Ctx() { application }: GraphqlContext): Promise<number> {
    return application.items.count(catalog.name);
  }

  @FieldResolver(() => [ModalityType], { description: 'What weights can be given to. Empty before the first item.' })
  async modalities(@Root() catalog: Catalog, @Ctx() { application }: GraphqlContext): Promise<ModalityType[]> {
    const active = await application.layouts.findActive(catalog.name);
    return (active?.stored.layout.blocks ?? []).map(({ modality, dimension, encoderId }) => ({
      name: modality,
      label: modalityLabel(modality),
      dimension,
      encoder: encoderId,
    }));
  }

  @FieldResolver(() => [BrandCount], { description: 'Brands, most frequent first.' })
  async brands(
    @Root() catalog: Catalog,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many, 1 to 10,000.' }) first: number,
    @Ctx() { application }: GraphqlContext,
  ): Promise<BrandCount[]> {
    checkRange('first', first, [1, LONGEST_MENU]);
    return (await application.items.facets(catalog.name)).brands.slice(0, first);
  }

  @FieldResolver(() => [SectionCount], { description: 'Sections, most frequent first.' })
  async sections(
    @Root() catalog: Catalog,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, 1 to 10,000.' }) first: number,
    @Ctx() { application }: GraphqlContext,
  ): Promise<SectionCount[]> {
    checkRange('first', first, [1, LONGEST_MENU]);
    return (await application.items.facets(catalog.name)).sections.slice(0, first);
  }
}
