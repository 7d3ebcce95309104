import type { IdentifiedInteraction, Interaction, InteractionRepository } from '@kindred/catalog';

export class InMemoryInteractionRepository implements InteractionRepository {
  readonly #events = new Map<string, IdentifiedInteraction>();

  async record(catalog: string, interactions: readonly Interaction[]): Promise<{ recorded: number }> {
    const before = this.#events.size;
    for (const event of interactions as readonly IdentifiedInteraction[]) {
      const key = `${catalog}\n${event.id}`;
      if (!this.#events.has(key)) this.#events.set(key, event);
    }
    return { recorded: this.#events.size - before };
  }

  async listByUser(catalog: string, userId: string, limit: number): Promise<Interaction[]> {
    const own = this.#of(catalog).filter((event) => event.userId === userId);
    return own.toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime()).slice(0, limit);
  }

  async popular(
    catalog: string,
    { since, limit, typeWeights }: Parameters<InteractionRepository['popular']>[1],
  ): Promise<{ itemId: string; weight: number }[]> {
    const weights = new Map<string, number>();
    for (const { itemId, type, occurredAt } of this.#of(catalog)) {
      if (since === undefined || occurredAt >= since)
        weights.set(itemId, (weights.get(itemId) ?? 0) + (typeWeights[type] ?? 0));
    }
    const found = [...weights].map(([itemId, weight]) => ({ itemId, weight }));
    return found.toSorted((a, b) => b.weight - a.weight).slice(0, limit);
  }

  async users(catalog: string, limit: number): Promise<{ userId: string; interactions: number }[]> {
    const counts = Map.groupBy(this.#of(catalog), ({ userId }) => userId);
    return [...counts].map(([userId, events]) => ({ userId, interactions: events.length })).slice(0, limit);
  }

  #of(catalog: string): IdentifiedInteraction[] {
    return [...this.#events].flatMap(([key, event]) => (key.startsWith(`${catalog}\n`) ? [event] : []));
  }
}
