/** Identity of an item inside its catalog; any non-empty string up to 200 characters, kept as given ("007" stays "007"). */
export type ItemId = string;

/** An amount in a currency's main unit. `amount` is finite and ≥ 0; 0 means free, which is not the same as having no price. */
export interface Money {
  readonly amount: number;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/** A category, a number, or a set of tags. */
export type AttributeValue = string | number | readonly string[];

/** Path from the root: `["Women", "Shoes", "Boots"]`. The empty path means "no section". */
export type SectionPath = readonly string[];

/** A photo of an item: where it comes from, and the SHA-256 (hex) of its bytes once they were read. */
export interface ItemImage {
  /** `https:`, `s3:`, `file:` or `data:` URL, or `upload:<sha256>` for bytes kept in the store of uploads. */
  readonly url: string;
  readonly contentHash?: string;
  /** Why the photo has no embedding, in a sentence for people; absent when it has one. */
  readonly failure?: string;
}

/** A clip of an item's sound: where it comes from, and the SHA-256 (hex) of its bytes once they were read. */
export interface ItemClip {
  /** As of {@link ItemImage}. */
  readonly url: string;
  readonly contentHash?: string;
  /** Why the clip has no embedding, in a sentence for people; absent when it has one, or when the catalog has no audio encoder. */
  readonly failure?: string;
}

/** What is recommended. */
export interface Item {
  readonly id: ItemId;
  readonly title: string;
  readonly description?: string;
  readonly price?: Money;
  readonly brand?: string;
  readonly section: SectionPath;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly images: readonly ItemImage[];
  readonly audio: readonly ItemClip[];
  readonly available: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An item as a caller gives it; what is left out takes the default named in `validateItem`. */
export interface ItemInput {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly price?: Money | undefined;
  readonly brand?: string | undefined;
  readonly section?: readonly string[] | undefined;
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
  readonly images?: readonly string[] | undefined;
  /** Addresses of its sound clips. */
  readonly audio?: readonly string[] | undefined;
  readonly available?: boolean | undefined;
  readonly createdAt?: Date | undefined;
}
