interface Listed {
  id: string;
}

/** How many items two lists have in common. */
export function common(one: readonly Listed[], other: readonly Listed[]): number {
  const ids = new Set(one.map((item) => item.id));
  return other.filter((item) => ids.has(item.id)).length;
}

/** The place of an item in a list, from 1; undefined where it is not there. */
export function placeIn(list: readonly Listed[], id: string): number | undefined {
  return list.findIndex((item) => item.id === id) + 1 || undefined;
}
