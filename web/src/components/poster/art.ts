import type { Item } from '../../api/items';
import { eraOf, type Era } from './era';
import { FACES, letter, type Align, type FaceName } from './lettering';
import { motifOf } from './motifs';
import { css, genreOf, inkOn, mix, paletteOf, type Colour, type Palette } from './palette';
import { Chance } from './random';
import { sceneOf, type Scene } from './scene';
import { box, circle, escape, fill, line, n, stroke } from './svg';

export type Drawable = Partial<Item> & { id: string };

/** Width over height of what an item's picture is drawn on: films and series stand, episodes and videos lie, music is square. */
export function ratioOf(kind: string | undefined): number {
  if (kind === 'episode' || kind === 'video' || kind === 'clip') return 16 / 9;
  if (kind === 'track' || kind === 'album' || kind === 'artist' || kind === 'playlist' || kind === 'song') return 1;
  return 2 / 3;
}

/** How the titles of an era are lettered. */
const LETTERS: Record<Era['name'], readonly FaceName[]> = {
  deco: ['didone', 'decoSans', 'didone', 'oldItalic'],
  cutout: ['cutout', 'narrow', 'oldItalic', 'slab'],
  stripe: ['soft', 'soft', 'narrow', 'serif'],
  neon: ['neon', 'heavy', 'slab', 'neon'],
  grid: ['grotesk', 'heavy', 'serif', 'grotesk'],
  haze: ['roman', 'light', 'roman', 'narrow'],
  plain: ['lower', 'light', 'serif', 'narrow', 'grotesk'],
};

/** Where the title stands, and where that leaves the eye. */
interface Layout {
  title: { x: number; y: number; w: number; h: number };
  top: boolean;
  align: Align;
  focus: { x: number; y: number; r: number; horizon: number };
}

function layoutOf(w: number, h: number, era: Era, chance: Chance): Layout {
  const edge = Math.min(w, h) * 0.08;
  if (w > h * 1.2) {
    return { title: { x: edge, y: h * 0.46, w: w * 0.62, h: h * 0.46 }, top: false, align: 'start', focus: { x: w * 0.68, y: h * 0.42, r: h * 0.36, horizon: h * 0.68 } };
  }
  const top = chance.chance(era.name === 'grid' || era.name === 'cutout' ? 0.5 : 0.22);
  const align: Align = era.name === 'deco' || era.name === 'haze' ? 'middle' : chance.pick(['start', 'start', 'middle'] as const);
  const share = 0.32;
  const title = { x: edge, y: top ? edge * 1.15 : h * (1 - share) - edge * 0.4, w: w - edge * 2, h: h * share - edge };
  const y = top ? h * 0.62 : h * 0.37;
  const aside = era.name === 'plain' || era.name === 'cutout' ? chance.between(-0.1, 0.1) * w : 0;
  return { title, top, align, focus: { x: w / 2 + aside, y, r: Math.min(w, h) * chance.between(0.34, 0.42), horizon: top ? h * 0.74 : h * 0.54 } };
}

/** What stands behind the picture. */
function ground(s: Scene, era: Era, id: string): { defs: string; drawn: string } {
  const whole = (paint: string): string => box(0, 0, s.w, s.h, fill(paint));
  switch (era.name) {
    case 'deco': {
      let rays = '';
      if (s.chance.chance(0.5)) for (let at = 0; at < 17; at++) rays += `<g transform="rotate(${n(at * 11.25 - 90)} ${n(s.x)} ${n(s.y)})">${line(s.x, s.y, s.x, s.y - s.h, stroke(s.deep, at % 2 ? 2 : 7))}</g>`;
      return { defs: '', drawn: whole(s.ground) + rays };
    }
    case 'cutout': {
      const lean = s.chance.between(-0.18, 0.18);
      const split = s.horizon + s.r * 0.2;
      return { defs: '', drawn: whole(s.ground) + (s.chance.chance(0.6) ? `<path d="M-5 ${n(split - lean * s.w)}L${s.w + 5} ${n(split + lean * s.w)}V${s.h + 5}H-5Z" fill="${s.deep}"/>` : '') };
    }
    case 'stripe': {
      let stripes = '';
      for (let at = 0; at < 5; at++) stripes += circle(s.x, s.y, s.r * (1.9 - at * 0.2), stroke(css(mix(s.palette.ground, s.palette.form, 0.1 + at * 0.13)), s.r * 0.17));
      return { defs: '', drawn: whole(s.ground) + stripes };
    }
    case 'neon': {
      let grid = '';
      for (let at = 0; at < 9; at++) grid += line(-5, s.horizon + ((at / 8) ** 2) * (s.h - s.horizon), s.w + 5, s.horizon + ((at / 8) ** 2) * (s.h - s.horizon), stroke(s.form, 0.8));
      for (let at = -7; at <= 7; at++) grid += line(s.x + at * s.w * 0.045, s.horizon, s.x + at * s.w * 0.28, s.h, stroke(s.form, 0.8));
      return {
        defs: `<linearGradient id="g" x2="0" y2="1"><stop stop-color="${s.deep}"/><stop offset=".55" stop-color="${s.ground}"/><stop offset="1" stop-color="${css(mix(s.palette.ground, s.palette.form, 0.3))}"/></linearGradient>`,
        drawn: whole('url(#g)') + (s.chance.chance(0.55) ? `<g opacity=".4">${grid}</g>` : ''),
      };
    }
    case 'grid': {
      const dots = s.chance.chance(0.5);
      return {
        defs: dots ? `<pattern id="d" width="7" height="7" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.300" fill="${s.deep}"/></pattern>` : '',
        drawn: whole(s.ground) + (dots ? whole('url(#d)') : box(0, 0, s.w * s.chance.pick([0.25, 0.5, 0.75]), s.h, fill(s.deep))),
      };
    }
    case 'haze':
      return {
        defs: `<radialGradient id="g" cx="${n((s.x / s.w) * 100)}%" cy="${n((s.y / s.h) * 100)}%" r="85%"><stop stop-color="${css(mix(s.palette.ground, s.palette.light, 0.28))}"/><stop offset=".5" stop-color="${s.ground}"/><stop offset="1" stop-color="${s.deep}"/></radialGradient>`,
        drawn: whole('url(#g)'),
      };
    case 'plain':
      return s.chance.chance(0.5)
        ? { defs: `<linearGradient id="g" x2="0" y2="1"><stop stop-color="${s.ground}"/><stop offset="1" stop-color="${s.deep}"/></linearGradient>`, drawn: whole('url(#g)') }
        : { defs: '', drawn: whole(s.ground) };
    default:
      throw new Error(`There is no ground for ${id}.`);
  }
}

/** What lies under the title, so that it can be read whatever is painted there; and the ink that suits it. */
function bed({ title, top }: Layout, w: number, h: number, era: Era, palette: Palette, chance: Chance): { defs: string; drawn: string; ink: Colour } {
  const solid = w <= h * 1.2 && (era.name === 'cutout' || era.name === 'grid' || era.name === 'stripe' || (era.name === 'deco' && chance.chance(0.5)) || (era.name === 'plain' && chance.chance(0.3)));
  if (solid) {
    const colour = era.name === 'stripe' || chance.chance(0.4) ? palette.ground : chance.chance(0.5) ? { ...palette.light, l: Math.max(0.9, palette.light.l) } : palette.deep;
    const [y, height] = top ? [-1, title.y + title.h + h * 0.025] : [title.y - h * 0.02, h];
    return { defs: '', drawn: box(-1, y, w + 2, height, fill(css(colour))), ink: inkOn(colour, palette.form) };
  }
  const colour = { ...palette.deep, l: palette.ground.l > 0.6 ? palette.deep.l : Math.min(palette.deep.l, 0.2) };
  const stops = `<stop stop-color="${css(colour)}" stop-opacity="0"/><stop offset=".42" stop-color="${css(colour)}" stop-opacity=".86"/><stop offset="1" stop-color="${css(colour)}"/>`;
  const reach = h * 0.46;
  return {
    defs: `<linearGradient id="b" ${top ? 'x1="0" y1="1" x2="0" y2="0"' : 'x2="0" y2="1"'}>${stops}</linearGradient>`,
    drawn: box(-1, top ? -1 : h - reach, w + 2, reach + 1, fill('url(#b)')),
    ink: inkOn(colour, palette.light),
  };
}

/** The last touch: frames, grain, what sets a series apart. */
function finish(w: number, h: number, era: Era, item: Drawable, ink: Colour, palette: Palette): string {
  let drawn = '';
  if (era.name === 'deco') drawn += `<rect x="5" y="5" width="${w - 10}" height="${h - 10}" ${stroke(css(ink, 0.8), 1.4)}/><rect x="8.500" y="8.500" width="${w - 17}" height="${h - 17}" ${stroke(css(ink, 0.5), 0.6)}/>`;
  // A series is a stack of many: its edges show at the side.
  if (item.kind === 'series') drawn += [0, 1, 2].map((at) => box(w - 3 * (at + 1), 0, 1.5, h, fill(css(at % 2 ? palette.form : palette.light, 0.85)))).join('');
  return drawn;
}

/** Who made it, in small print: what posters have at their foot. */
function credit(item: Drawable): string {
  const maker = item.people?.find(({ role }) => role === 'director' || role === 'creator' || role === 'artist')?.name;
  return [maker, item.year].filter((part) => part !== undefined && part !== '').join('  ·  ');
}

/** A picture of an item, drawn from what is known of it alone: the same item always gets the same one. */
export function posterSvg(item: Drawable): string {
  const chance = new Chance(item.id);
  const ratio = ratioOf(item.kind);
  const [w, h] = ratio > 1.2 ? [320, 180] : ratio === 1 ? [240, 240] : [200, 300];
  const genres = (item.categories ?? []).map(genreOf);
  const labels = item.labels ?? [];
  const era = eraOf(item.year);
  const monochrome = labels.includes('black-and-white') || (item.year !== undefined && item.year < 1932);
  const palette = paletteOf(genres, era, monochrome, chance);
  const layout = layoutOf(w, h, era, chance);
  const scene = sceneOf(w, h, layout.focus, palette, chance);
  const back = ground(scene, era, item.id);
  const picture = motifOf(genres, labels, chance)(scene);
  const under = bed(layout, w, h, era, palette, chance);
  const face = FACES[chance.pick(LETTERS[era.name])];
  const edge = item.kind === 'series' ? 6 : 0;
  const small = credit(item);
  const { title } = layout;
  const room = small ? { ...title, y: layout.top ? title.y : title.y, h: title.h - 12, w: title.w - edge } : { ...title, w: title.w - edge };
  const set = letter(item.title ?? item.id, face, room, layout.align, layout.top, css(under.ink), Math.min(w, h) * 0.21);
  const at = layout.align === 'middle' ? title.x + (title.w - edge) / 2 : title.x;
  const print = small
    ? `<text x="${n(at)}" y="${n(layout.top ? set.y + set.height + 10 : title.y + title.h + 1)}" font-family="${escape(FACES.light.family)}" font-size="6.800" letter-spacing=".55" fill="${css(under.ink, 0.82)}" text-anchor="${layout.align}">${escape(small.length > 38 ? `${small.slice(0, 37)}…` : small).toUpperCase()}</text>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w * 2}" height="${h * 2}"><defs>${back.defs}${under.defs}</defs>${back.drawn}${picture}${under.drawn}${set.drawn}${print}${finish(w, h, era, item, under.ink, palette)}</svg>`;
}

const drawn = new Map<string, string>();

/** The picture as an address. */
export function posterUrl(item: Drawable): string {
  const key = `${item.id}|${item.title}|${item.year}|${item.kind}|${item.categories}|${item.labels}`;
  let address = drawn.get(key);
  if (address === undefined) {
    if (drawn.size > 600) drawn.clear();
    drawn.set(key, (address = `data:image/svg+xml,${encodeURIComponent(posterSvg(item))}`));
  }
  return address;
}
