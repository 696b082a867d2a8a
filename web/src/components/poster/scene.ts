import { css, mix, type Colour, type Palette } from './palette';
import type { Chance } from './random';

/** What a motif is drawn into: the whole sheet, where on it the eye should rest, and what it is painted with. */
export interface Scene {
  w: number;
  h: number;
  /** The middle of the free part of the sheet, and how far it reaches. */
  x: number;
  y: number;
  r: number;
  /** Where the ground begins, for what stands on it. */
  horizon: number;
  chance: Chance;
  palette: Palette;
  ground: string;
  form: string;
  light: string;
  deep: string;
  /** Between ground and form. */
  middle: string;
  /** Against the ground: dark on light, light on dark. */
  shade: string;
}

export type Motif = (scene: Scene) => string;

export function sceneOf(w: number, h: number, focus: { x: number; y: number; r: number; horizon: number }, palette: Palette, chance: Chance): Scene {
  const shade: Colour = { ...palette.ground, l: palette.ground.l > 0.55 ? 0.26 : 0.12, c: Math.min(0.05, palette.ground.c) };
  return {
    w, h, ...focus, chance, palette,
    ground: css(palette.ground), form: css(palette.form), light: css(palette.light), deep: css(palette.deep), middle: css(mix(palette.ground, palette.form, 0.45)), shade: css(shade),
  };
}
