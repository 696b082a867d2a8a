import type { Chance } from './random';
import type { Era } from './era';

/** A colour by lightness (0 to 1), chroma and hue (OKLCH): lightness is what the eye sees, so contrast can be reckoned with it. */
export interface Colour {
  l: number;
  c: number;
  h: number;
}

/** What a poster is painted with. */
export interface Palette {
  ground: Colour;
  /** What stands on the ground. */
  form: Colour;
  /** Sun, moon, windows: the brightest. */
  light: Colour;
  /** The ground, further away from the light. */
  deep: Colour;
}

type Three = readonly [ground: Colour, form: Colour, light: Colour];
const of = (l: number, c: number, h: number): Colour => ({ l, c, h });

const GENRES: Record<string, Three> = {
  action: [of(0.26, 0.04, 30), of(0.64, 0.21, 38), of(0.91, 0.12, 90)],
  adventure: [of(0.5, 0.09, 205), of(0.79, 0.14, 72), of(0.95, 0.05, 95)],
  animation: [of(0.74, 0.12, 225), of(0.68, 0.19, 5), of(0.95, 0.11, 100)],
  biography: [of(0.87, 0.035, 70), of(0.45, 0.1, 30), of(0.97, 0.02, 90)],
  comedy: [of(0.86, 0.15, 92), of(0.62, 0.2, 32), of(0.98, 0.03, 95)],
  crime: [of(0.21, 0.02, 80), of(0.74, 0.15, 78), of(0.93, 0.04, 90)],
  documentary: [of(0.9, 0.018, 90), of(0.36, 0.04, 240), of(0.6, 0.2, 30)],
  drama: [of(0.37, 0.05, 235), of(0.71, 0.1, 58), of(0.93, 0.04, 80)],
  family: [of(0.8, 0.1, 160), of(0.69, 0.17, 45), of(0.98, 0.05, 100)],
  fantasy: [of(0.3, 0.09, 292), of(0.64, 0.13, 165), of(0.92, 0.1, 95)],
  history: [of(0.42, 0.09, 38), of(0.76, 0.12, 78), of(0.93, 0.06, 88)],
  horror: [of(0.17, 0.03, 20), of(0.47, 0.19, 25), of(0.89, 0.06, 85)],
  music: [of(0.31, 0.12, 325), of(0.69, 0.2, 350), of(0.91, 0.13, 95)],
  mystery: [of(0.26, 0.06, 305), of(0.52, 0.1, 330), of(0.87, 0.1, 92)],
  romance: [of(0.85, 0.06, 22), of(0.6, 0.18, 18), of(0.97, 0.03, 70)],
  'science-fiction': [of(0.22, 0.08, 268), of(0.66, 0.14, 205), of(0.93, 0.07, 180)],
  sport: [of(0.45, 0.11, 150), of(0.84, 0.16, 92), of(0.97, 0.02, 110)],
  thriller: [of(0.24, 0.045, 248), of(0.64, 0.16, 52), of(0.92, 0.04, 85)],
  war: [of(0.35, 0.045, 118), of(0.6, 0.12, 48), of(0.87, 0.06, 90)],
  western: [of(0.72, 0.13, 66), of(0.41, 0.12, 35), of(0.94, 0.07, 88)],
};

const ALIASES: Record<string, string> = {
  'sci-fi': 'science-fiction', scifi: 'science-fiction', musical: 'music', children: 'family', "children's": 'family', kids: 'family', anime: 'animation', 'film-noir': 'crime', noir: 'crime', sports: 'sport',
  suspense: 'thriller', biopic: 'biography', historical: 'history', nature: 'documentary', romcom: 'romance', 'rom-com': 'romance', superhero: 'action', reality: 'documentary', news: 'documentary', 'talk-show': 'comedy',
};

/** The name under which a genre is known here: any spelling of it. */
export function genreOf(category: string): string {
  const slug = category.trim().toLowerCase().replaceAll(/[\s_]+/g, '-');
  const name = ALIASES[slug] ?? slug;
  return name in GENRES ? name : (slug.split(/[-&/]+/).map((part) => ALIASES[part] ?? part).find((part) => part in GENRES) ?? slug);
}

function threeOf(genre: string, chance: Chance): Three {
  const known = GENRES[genre];
  if (known) return known;
  const hue = chance.between(0, 360);
  const dark = chance.chance(0.6);
  return [of(dark ? 0.3 : 0.82, 0.08, hue), of(dark ? 0.7 : 0.5, 0.15, (hue + chance.pick([40, 150, 180, 210])) % 360), of(0.94, 0.05, 90)];
}

/** Colours of a poster: the first genre gives the ground, the second may lend its form; the era says how loud they are. */
export function paletteOf(genres: readonly string[], era: Era, monochrome: boolean, chance: Chance): Palette {
  const [first, second] = [threeOf(genres[0] ?? '', chance), genres[1] !== undefined ? threeOf(genres[1], chance) : undefined];
  let [ground, form, light] = first;
  if (second) {
    const draw = chance.next();
    if (draw < 0.4) form = second[1];
    else if (draw < 0.6) [ground, form] = [second[0], first[1]];
  }
  const turn = chance.between(-16, 16);
  const tune = (colour: Colour): Colour => ({
    l: Math.min(0.98, Math.max(0.12, colour.l + era.lightness * (colour === ground ? 1 : 0.3))),
    c: colour.c * era.chroma * (monochrome ? 0.12 : 1),
    h: (colour.h + turn + era.warmth * Math.sin(((60 - colour.h) * Math.PI) / 180) + 360) % 360,
  });
  [ground, form, light] = [tune(ground), tune(form), tune(light)];
  if (monochrome && chance.chance(0.45)) form = { ...form, c: first[1].c * 0.75 };
  if (Math.abs(form.l - ground.l) < 0.22) form = { ...form, l: ground.l > 0.55 ? ground.l - 0.32 : ground.l + 0.3 };
  return { ground, form, light, deep: { ...ground, l: ground.l > 0.55 ? ground.l - 0.14 : ground.l * 0.62 } };
}

/** A colour as CSS writes it. */
export function css({ l, c, h }: Colour, alpha = 1): string {
  const text = `${l.toFixed(3)} ${c.toFixed(3)} ${h.toFixed(0)}`;
  return alpha >= 1 ? `oklch(${text})` : `oklch(${text} / ${alpha.toFixed(2)})`;
}

/** A colour between two. */
export function mix(a: Colour, b: Colour, share = 0.5): Colour {
  const turn = ((b.h - a.h + 540) % 360) - 180;
  return { l: a.l + (b.l - a.l) * share, c: a.c + (b.c - a.c) * share, h: (a.h + turn * share + 360) % 360 };
}

/** Ink that can be read on a colour: near black or near white, with a breath of its hue. */
export function inkOn(colour: Colour, tint: Colour = colour): Colour {
  return colour.l > 0.6 ? { l: 0.2, c: Math.min(tint.c, 0.045), h: tint.h } : { l: 0.97, c: Math.min(tint.c, 0.03), h: tint.h };
}
