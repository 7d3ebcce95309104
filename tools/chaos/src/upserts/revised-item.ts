/** Items come in groups that one mutation writes; each write of a group is a new revision, which every part of its items shows. */
export const GROUP_SIZE = 10;

/** An item as the GraphQL API takes it. */
export interface RevisedItem {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly section: readonly string[];
  /** The amount is the revision. */
  readonly price: { readonly amount: number; readonly currency: string };
}

export function revisedGroup(group: number, revision: number): RevisedItem[] {
  return Array.from({ length: GROUP_SIZE }, (_, index) => ({
    id: `g${String(group)}-i${String(index)}`,
    title: titleOf(index, revision),
    brand: `Brand ${String(group % 7)}`,
    section: ['Chaos', `Group ${String(group % 5)}`],
    price: { amount: revision, currency: 'EUR' },
  }));
}

/** The number in words' place makes every revision's text vector another. */
export function titleOf(index: number, revision: number): string {
  return `Lamp ${String(index)} in revision ${String(revision)}`;
}
