/** How posters of a time look: how loud their colours are, what stands behind the picture, and how the title is lettered. */
export interface Era {
  name: 'deco' | 'cutout' | 'stripe' | 'neon' | 'grid' | 'haze' | 'plain';
  chroma: number;
  lightness: number;
  /** Degrees by which hues lean towards orange. */
  warmth: number;
}

const ERAS: readonly [until: number, era: Era][] = [
  [1949, { name: 'deco', chroma: 0.7, lightness: 0, warmth: 14 }],
  [1969, { name: 'cutout', chroma: 1.12, lightness: 0.03, warmth: 6 }],
  [1979, { name: 'stripe', chroma: 0.95, lightness: 0.02, warmth: 26 }],
  [1989, { name: 'neon', chroma: 1.2, lightness: -0.07, warmth: -12 }],
  [1999, { name: 'grid', chroma: 1.05, lightness: 0, warmth: 0 }],
  [2011, { name: 'haze', chroma: 0.85, lightness: -0.03, warmth: -4 }],
  [Infinity, { name: 'plain', chroma: 1, lightness: 0.02, warmth: 0 }],
];

/** The era of a year; without a year it is now. */
export function eraOf(year: number | undefined): Era {
  return ERAS.find(([until]) => (year ?? Infinity) <= until)![1];
}
