import type { EncoderChoices } from '@kindred/catalog';

/** Of catalogs that are there without being made. */
export class InMemoryEncoderChoices implements EncoderChoices {
  readonly #chosen = new Map<string, Readonly<Record<string, string>>>();

  async findEncoders(catalog: string): Promise<Readonly<Record<string, string>>> {
    return this.#chosen.get(catalog) ?? {};
  }

  async chooseEncoders(catalog: string, encoders: Readonly<Record<string, string>>): Promise<void> {
    this.#chosen.set(catalog, { ...this.#chosen.get(catalog), ...encoders });
  }
}
