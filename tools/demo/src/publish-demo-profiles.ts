import type { Application } from '@kindred/api';
import type { Weights } from '@kindred/catalog';

/** Profiles to begin with; a merchandiser's own versions of them are left alone. */
export const PROFILES: Readonly<Record<string, Weights>> = {
  default: { image: 0.35, text: 0.3, price: 0.1, brand: 0.1, section: 0.15 },
  'same look': { image: 1 },
  'same kind and price': { text: 0.3, price: 0.35, section: 0.35 },
};

export async function publishDemoProfiles({ profiles }: Application, catalog: string): Promise<void> {
  for (const [name, weights] of Object.entries(PROFILES)) {
    if ((await profiles.find(catalog, name)) !== undefined) continue;
    await profiles.saveDraft(catalog, { name, weights, author: 'demo', reason: 'to begin with' });
    await profiles.publish(catalog, name, 1);
  }
}
