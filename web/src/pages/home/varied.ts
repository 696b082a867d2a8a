import type { Item } from '../../api/items';

/** Some of the items, as different from each other as can be, those first that come first: a first screen on which everybody finds something to say yes or no to. */
export function varied(items: readonly Item[], count: number): Item[] {
  const seen = new Map<string, number>();
  const traits = (item: Item): string[] => [
    ...(item.categories ?? []).slice(0, 3).map((category) => `category ${category}`),
    `decade ${Math.floor((item.year ?? 0) / 10)}`,
    `country ${item.countries?.[0] ?? ''}`,
    `kind ${item.kind ?? ''}`,
  ];
  const left = items.map((item, rank) => ({ item, rank, traits: traits(item) }));
  const chosen: Item[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let most = -Infinity;
    for (const [at, one] of left.entries()) {
      const worth = one.traits.reduce((sum, trait) => sum + 1 / (1 + (seen.get(trait) ?? 0)) ** 2, 0) / one.traits.length - one.rank * 0.006;
      if (worth > most) [best, most] = [at, worth];
    }
    const [taken] = left.splice(best, 1);
    for (const trait of taken!.traits) seen.set(trait, (seen.get(trait) ?? 0) + 1);
    chosen.push(taken!.item);
  }
  return chosen;
}
