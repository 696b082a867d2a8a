import { isRightToLeft } from '../../format';
import { escape, n } from './svg';

/** How a title is set. */
export interface Face {
  family: string;
  weight: number;
  /** Space between letters, in parts of the size. */
  tracking: number;
  capitals: boolean;
  italic?: boolean;
  /** From line to line, in parts of the size. */
  leading: number;
  /** How wide a letter is on average, for where nothing can be measured. */
  letter: number;
}

const SANS = "'Avenir Next', Avenir, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const GROTESK = "'Helvetica Neue', Helvetica, 'Liberation Sans', Arial, 'Noto Sans', sans-serif";
const NARROW = "'Avenir Next Condensed', 'Arial Narrow', 'Liberation Sans Narrow', 'Roboto Condensed', Bahnschrift, 'DejaVu Sans Condensed', 'Noto Sans', sans-serif";
const HEAVY = "Impact, Haettenschweiler, 'Arial Narrow Bold', 'Liberation Sans Narrow', 'DejaVu Sans Condensed', sans-serif-condensed, sans-serif";
const DIDONE = "Didot, 'Bodoni MT', 'Bodoni 72', 'Noto Serif Display', 'URW Palladio L', P052, 'Liberation Serif', Georgia, serif";
const OLD = "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Palatino, Georgia, 'Liberation Serif', serif";
const SOFT = "'Cooper Black', 'Bookman Old Style', Bookman, 'URW Bookman', Georgia, 'DejaVu Serif', serif";
const SLAB = "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif";
const ROMAN = "'Trajan Pro', Cinzel, 'Palatino Linotype', 'URW Palladio L', 'Liberation Serif', Georgia, serif";

export const FACES = {
  didone: { family: DIDONE, weight: 700, tracking: 0.03, capitals: true, leading: 1.06, letter: 0.66 },
  decoSans: { family: SANS, weight: 400, tracking: 0.14, capitals: true, leading: 1.16, letter: 0.66 },
  oldItalic: { family: OLD, weight: 500, tracking: 0, capitals: false, italic: true, leading: 1.02, letter: 0.48 },
  cutout: { family: GROTESK, weight: 800, tracking: -0.03, capitals: false, leading: 0.96, letter: 0.56 },
  narrow: { family: NARROW, weight: 700, tracking: 0, capitals: true, leading: 0.98, letter: 0.5 },
  heavy: { family: HEAVY, weight: 700, tracking: 0, capitals: true, leading: 1, letter: 0.52 },
  soft: { family: SOFT, weight: 700, tracking: -0.02, capitals: false, leading: 1, letter: 0.58 },
  slab: { family: SLAB, weight: 700, tracking: 0, capitals: true, leading: 1.04, letter: 0.68 },
  neon: { family: NARROW, weight: 700, tracking: 0.04, capitals: true, italic: true, leading: 1, letter: 0.54 },
  grotesk: { family: GROTESK, weight: 700, tracking: -0.035, capitals: false, leading: 0.98, letter: 0.54 },
  roman: { family: ROMAN, weight: 400, tracking: 0.12, capitals: true, leading: 1.2, letter: 0.68 },
  light: { family: SANS, weight: 300, tracking: 0.16, capitals: true, leading: 1.22, letter: 0.66 },
  lower: { family: SANS, weight: 600, tracking: -0.02, capitals: false, leading: 1.02, letter: 0.54 },
  serif: { family: OLD, weight: 500, tracking: -0.01, capitals: false, leading: 1.02, letter: 0.5 },
} as const satisfies Record<string, Face>;

export type FaceName = keyof typeof FACES;

let pen: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

/** How wide a text is at size 1. */
export function widthOf(text: string, face: Face): number {
  const key = `${face.weight}${face.italic ?? ''}${face.family.slice(0, 24)}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen ??= typeof document === 'undefined' ? null : (document.createElement('canvas').getContext?.('2d') ?? null);
    if (pen && 'measureText' in pen) {
      pen.font = `${face.italic ? 'italic ' : ''}${face.weight} 100px ${face.family}`;
      width = pen.measureText(text).width / 100;
    }
    if (!width) width = [...text].length * face.letter;
    if (widths.size > 5000) widths.clear();
    widths.set(key, width);
  }
  return width + face.tracking * [...text].length;
}

/** Where a title may be broken: between words, or between letters where a script has no spaces. */
function piecesOf(title: string): string[] {
  const words = title.split(/\s+/).filter(Boolean);
  return words.flatMap((word) => (word.length > 6 && /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word) ? (word.match(/.{1,4}/gu) ?? [word]) : word.split(/(?<=[-/\u2013\u2014])(?=.)/u)));
}

const HYPHEN = /[-/\u2013\u2014]$/;

/** The pieces on so many lines, such that the widest line is as narrow as can be. Each piece is measured once. */
function broken(pieces: readonly string[], ends: readonly number[], gaps: readonly number[], count: number): { lines: string[]; width: number } {
  const wide = (from: number, to: number): number => ends[to + 1]! - ends[from]! - gaps[from]!;
  const best: { width: number; cut: number }[][] = [pieces.map((_, at) => ({ width: wide(0, at), cut: 0 }))];
  for (let row = 1; row < count; row++) {
    best.push(pieces.map((_, end) => {
      let found = { width: Infinity, cut: end };
      for (let cut = row; cut <= end; cut++) {
        const width = Math.max(best[row - 1]![cut - 1]!.width, wide(cut, end));
        if (width < found.width) found = { width, cut };
      }
      return found;
    }));
  }
  const lines: string[] = [];
  let end = pieces.length - 1;
  for (let row = count - 1; row >= 0; row--) {
    const { cut } = best[row]![end]!;
    lines.unshift(pieces.slice(cut, end + 1).reduce((text, piece) => (text === '' || HYPHEN.test(text) ? text + piece : `${text} ${piece}`), ''));
    end = cut - 1;
  }
  return { lines, width: best[count - 1]![pieces.length - 1]!.width };
}

const LONGEST = 84;

/** A title fitted into a box: as large as it can be, on as many lines as that takes. */
export function fit(title: string, face: Face, width: number, height: number, largest: number): { lines: string[]; size: number } {
  const whole = title.trim() || '?';
  const letters = [...whole];
  const text = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('').replace(/\s\S*$/, '')}…` : whole;
  const cased = face.capitals ? text.toLocaleUpperCase('en') : text;
  const pieces = piecesOf(cased).flatMap((piece) => (piece.length > 22 ? (piece.match(/.{1,16}/gu) ?? [piece]) : [piece]));
  // Where each piece ends on one long line, and the space that stands before it.
  const space = widthOf(' ', face);
  const gaps = pieces.map((_, at) => (at === 0 || HYPHEN.test(pieces[at - 1]!) ? 0 : space));
  const ends = [0];
  for (const [at, piece] of pieces.entries()) ends.push(ends[at]! + gaps[at]! + widthOf(piece, face));
  let best = { lines: [cased], size: 0 };
  for (let count = 1; count <= Math.min(pieces.length, 7); count++) {
    const { lines, width: wide } = broken(pieces, ends, gaps, count);
    const size = Math.min(largest, width / wide, height / (count * face.leading));
    if (size > best.size * 1.07) best = { lines, size };
  }
  return best;
}

export type Align = 'start' | 'middle' | 'end';

/** A title set into a box; `top` says at which end of the box it hangs. */
export function letter(title: string, face: Face, { x, y, w, h }: { x: number; y: number; w: number; h: number }, align: Align, top: boolean, colour: string, largest: number): { drawn: string; y: number; height: number } {
  const { lines, size } = fit(title, face, w, h, largest);
  const height = lines.length * size * face.leading;
  const first = (top ? y : y + h - height) + size * (face.capitals ? 0.8 : 0.82) + (size * (face.leading - 1)) / 2;
  const backward = isRightToLeft(title);
  const at = align === 'middle' ? x + w / 2 : (align === 'start') === !backward ? x : x + w;
  const spans = lines.map((line, index) => `<tspan x="${n(at)}" y="${n(first + index * size * face.leading)}">${escape(line)}</tspan>`).join('');
  const anchor = align === 'start' ? 'start' : align;
  return {
    drawn: `<text font-family="${escape(face.family)}" font-weight="${face.weight}"${face.italic ? ' font-style="italic"' : ''} font-size="${n(size)}"${face.tracking ? ` letter-spacing="${n(size * face.tracking * 10) && (size * face.tracking).toFixed(2)}"` : ''} fill="${colour}" text-anchor="${anchor}"${backward ? ' direction="rtl"' : ''}>${spans}</text>`,
    y: top ? y : y + h - height,
    height,
  };
}
