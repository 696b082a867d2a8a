import { box, circle, ellipse, fill, line, n, path, poly, smooth, stroke } from './svg';
import type { Motif, Scene } from './scene';

/** A ridge from edge to edge, filled down to the foot of the sheet. */
function ridge({ w, h, chance }: Scene, base: number, height: number, peaks: number, colour: string, round = false): string {
  const points: [number, number][] = [[-10, base]];
  for (let at = 0; at <= peaks * 2; at++) points.push([((at + chance.between(-0.25, 0.25)) / (peaks * 2)) * w, at % 2 ? base - height * chance.between(0.6, 1) : base - height * chance.between(0, 0.22)]);
  points.push([w + 10, base]);
  const foot = `L${w + 10} ${h + 10}L-10 ${h + 10}Z`;
  return path(round ? smooth(points) + foot : `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}${foot}`, fill(colour));
}

const sun = (s: Scene, size = 0.5): string => circle(s.x + s.chance.between(-0.3, 0.3) * s.r, s.y - s.r * 0.2, s.r * size, fill(s.light));

export const mountains: Motif = (s) => sun(s, s.chance.between(0.35, 0.6)) + ridge(s, s.horizon, s.r * 1.1, 3, s.middle) + ridge(s, s.horizon + s.r * 0.25, s.r * 0.8, 2, s.form) + ridge(s, s.horizon + s.r * 0.6, s.r * 0.5, 3, s.shade);

export const dunes: Motif = (s) => sun(s, 0.55) + ridge(s, s.horizon - s.r * 0.1, s.r * 0.5, 1, s.middle, true) + ridge(s, s.horizon + s.r * 0.2, s.r * 0.45, 2, s.form, true) + ridge(s, s.horizon + s.r * 0.55, s.r * 0.4, 1, s.shade, true);

export const mesa: Motif = (s) => {
  const butte = (x: number, width: number, height: number): string =>
    poly([[x - width * 0.75, s.horizon + 4], [x - width * 0.5, s.horizon - height * 0.45], [x - width * 0.46, s.horizon - height], [x + width * 0.4, s.horizon - height * 0.96], [x + width * 0.5, s.horizon - height * 0.4], [x + width * 0.8, s.horizon + 4]], fill(s.form));
  const cactus = s.w * s.chance.between(0.16, 0.3);
  const foot = s.horizon + s.r * 0.36;
  return sun(s, 0.62) + butte(s.w * s.chance.between(0.6, 0.8), s.r * 0.7, s.r * 0.95) + butte(s.w * s.chance.between(0.2, 0.35), s.r * 0.4, s.r * 0.55)
    + box(-5, s.horizon, s.w + 10, s.h, fill(s.form)) + ridge(s, s.horizon + s.r * 0.4, s.r * 0.16, 2, s.shade, true)
    + path(`M${n(cactus)} ${n(foot)}V${n(foot - s.r * 0.62)}M${n(cactus)} ${n(foot - s.r * 0.2)}h${n(s.r * 0.17)}v${n(-s.r * 0.22)}M${n(cactus)} ${n(foot - s.r * 0.3)}h${n(-s.r * 0.15)}v${n(-s.r * 0.16)}`, stroke(s.shade, s.r * 0.095, 'stroke-linecap="round" stroke-linejoin="round"'));
};

export const waves: Motif = (s) => {
  const rows = s.chance.whole(4, 6);
  let drawn = sun(s, s.chance.between(0.4, 0.65));
  for (let row = 0; row < rows; row++) {
    const y = s.horizon - s.r * 0.25 + (row * (s.h - s.horizon + s.r * 0.3)) / rows;
    const length = s.w / s.chance.between(2.2, 4.5);
    const height = s.r * s.chance.between(0.07, 0.16);
    let d = `M${n(-length)} ${n(y)}`;
    for (let x = -length; x < s.w + length; x += length) d += `q${n(length / 4)} ${n(-height)} ${n(length / 2)} 0t${n(length / 2)} 0`;
    drawn += path(`${d}V${s.h + 5}H-${n(length)}Z`, fill([s.middle, s.form, s.deep, s.shade][row % 4]!));
  }
  return drawn;
};

export const ship: Motif = (s) => {
  const x = s.x + s.chance.between(-0.25, 0.25) * s.r;
  const y = s.horizon - s.r * 0.1;
  return waves(s).replace(/<path/, `${path(`M${n(x - s.r * 0.5)} ${n(y - s.r * 0.12)}H${n(x + s.r * 0.55)}L${n(x + s.r * 0.36)} ${n(y + s.r * 0.2)}H${n(x - s.r * 0.36)}ZM${n(x)} ${n(y - s.r * 0.16)}V${n(y - s.r)}L${n(x + s.r * 0.46)} ${n(y - s.r * 0.24)}ZM${n(x - s.r * 0.05)} ${n(y - s.r * 0.2)}V${n(y - s.r * 0.8)}L${n(x - s.r * 0.36)} ${n(y - s.r * 0.24)}Z`, fill(s.shade))}<path`);
};

export const road: Motif = (s) => {
  const lean = s.x + s.chance.between(-0.35, 0.35) * s.r;
  const dash = [0.06, 0.2, 0.42, 0.72].map((at, index) => {
    const depth = s.h - s.horizon;
    const [y0, y1] = [s.horizon + depth * at, s.horizon + depth * (at + 0.07 + index * 0.035)];
    const at0 = (y0 - s.horizon) / depth;
    const at1 = (y1 - s.horizon) / depth;
    const middle = (share: number): number => lean + (s.w / 2 - lean) * share;
    return poly([[middle(at0) - at0 * 4, y0], [middle(at0) + at0 * 4, y0], [middle(at1) + at1 * 5, y1], [middle(at1) - at1 * 5, y1]], fill(s.light));
  });
  return sun(s, 0.6) + ridge(s, s.horizon + 2, s.r * 0.4, 3, s.middle) + box(-5, s.horizon, s.w + 10, s.h, fill(s.form)) + poly([[lean - 2.5, s.horizon], [lean + 2.5, s.horizon], [s.w * 0.88, s.h], [s.w * 0.12, s.h]], fill(s.shade)) + dash.join('');
};

export const pines: Motif = (s) => {
  const tree = (x: number, base: number, height: number, colour: string): string =>
    poly([[x, base - height], [x + height * 0.16, base - height * 0.55], [x + height * 0.08, base - height * 0.57], [x + height * 0.24, base - height * 0.2], [x + height * 0.1, base - height * 0.22], [x + height * 0.3, base + 4], [x - height * 0.3, base + 4], [x - height * 0.1, base - height * 0.22], [x - height * 0.24, base - height * 0.2], [x - height * 0.08, base - height * 0.57], [x - height * 0.16, base - height * 0.55]], fill(colour));
  let drawn = circle(s.x + s.chance.between(-0.35, 0.35) * s.r, s.y - s.r * 0.25, s.r * s.chance.between(0.45, 0.75), fill(s.light));
  for (const [step, base, colour] of [[0.13, 0.05, s.middle], [0.17, 0.3, s.form], [0.26, 0.7, s.shade]] as const) {
    for (let x = -s.w * 0.05; x < s.w * 1.05; x += s.w * step * s.chance.between(0.7, 1.2)) drawn += tree(x, s.horizon + s.r * base, s.r * s.chance.between(0.6, 1.15), colour);
    drawn += box(-5, s.horizon + s.r * base, s.w + 10, s.h, fill(colour));
  }
  return drawn;
};

export const leaves: Motif = (s) => {
  let drawn = circle(s.x, s.y, s.r * 0.55, fill(s.light));
  for (let at = 0; at < 13; at++) {
    const left = at % 2 === 0;
    const [x, y] = [left ? s.chance.between(-12, s.w * 0.1) : s.chance.between(s.w * 0.9, s.w + 12), s.chance.between(s.y - s.r * 1.3, s.h)];
    const length = s.r * s.chance.between(0.6, 1.25);
    const turn = (left ? 0 : 180) + s.chance.between(-50, 50);
    drawn += `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})">${path(`M0 0Q${n(length * 0.5)} ${n(-length * 0.34)} ${n(length)} 0Q${n(length * 0.5)} ${n(length * 0.34)} 0 0`, fill([s.form, s.shade, s.middle][at % 3]!))}${line(0, 0, length * 0.92, 0, stroke(s.ground, 1.2, 'opacity=".5"'))}</g>`;
  }
  return drawn;
};

export const birds: Motif = (s) => {
  let drawn = circle(s.x, s.y, s.r * 0.72, fill(s.form));
  for (let at = 0; at < 9; at++) {
    const [x, y, size] = [s.chance.between(0.1, 0.9) * s.w, s.y + s.chance.between(-1, 0.8) * s.r, s.r * s.chance.between(0.1, 0.26)];
    drawn += path(`M${n(x - size)} ${n(y - size * 0.3)}Q${n(x - size * 0.4)} ${n(y - size * 0.7)} ${n(x)} ${n(y)}Q${n(x + size * 0.4)} ${n(y - size * 0.7)} ${n(x + size)} ${n(y - size * 0.3)}Q${n(x + size * 0.4)} ${n(y - size * 0.35)} ${n(x)} ${n(y + size * 0.22)}Q${n(x - size * 0.4)} ${n(y - size * 0.35)} ${n(x - size)} ${n(y - size * 0.3)}`, fill(s.shade));
  }
  return drawn;
};

export const redSun: Motif = (s) => {
  let lines = '';
  for (let at = 0; at < 6; at++) lines += line(s.chance.between(-0.1, 0.3) * s.w, s.horizon + at * s.r * 0.14, s.chance.between(0.7, 1.1) * s.w, s.horizon + at * s.r * 0.14, stroke(s.shade, 1 + at * 0.7));
  return circle(s.x, s.y, s.r * s.chance.between(0.62, 0.85), fill(s.form)) + lines;
};

export const rain: Motif = (s) => {
  let drops = '';
  for (let at = 0; at < 46; at++) {
    const [x, y, length] = [s.chance.between(0, s.w * 1.1), s.chance.between(-10, s.h), s.chance.between(8, 26)];
    drops += `M${n(x)} ${n(y)}l${n(-length * 0.22)} ${n(length)}`;
  }
  const [x, y, r] = [s.x, s.y, s.r * 0.72];
  return path(drops, stroke(s.middle, 1.2)) + path(`M${n(x - r)} ${n(y)}A${n(r)} ${n(r)} 0 0 1 ${n(x + r)} ${n(y)}Q${n(x + r * 0.75)} ${n(y - r * 0.16)} ${n(x + r * 0.5)} ${n(y)}Q${n(x + r * 0.25)} ${n(y - r * 0.16)} ${n(x)} ${n(y)}Q${n(x - r * 0.25)} ${n(y - r * 0.16)} ${n(x - r * 0.5)} ${n(y)}Q${n(x - r * 0.75)} ${n(y - r * 0.16)} ${n(x - r)} ${n(y)}`, fill(s.form))
    + path(`M${n(x)} ${n(y - r * 0.1)}V${n(y + r * 0.86)}q0 ${n(r * 0.16)} ${n(-r * 0.16)} ${n(r * 0.16)}t${n(-r * 0.14)} ${n(-r * 0.14)}`, stroke(s.light, 3, 'stroke-linecap="round"'));
};

/** Somebody, seen from far away. */
export function person(x: number, foot: number, height: number, colour: string): string {
  const r = height * 0.12;
  return circle(x, foot - height + r, r, fill(colour)) + path(`M${n(x - height * 0.16)} ${n(foot)}L${n(x - height * 0.17)} ${n(foot - height * 0.52)}Q${n(x - height * 0.17)} ${n(foot - height * 0.74)} ${n(x)} ${n(foot - height * 0.74)}Q${n(x + height * 0.17)} ${n(foot - height * 0.74)} ${n(x + height * 0.17)} ${n(foot - height * 0.52)}L${n(x + height * 0.16)} ${n(foot)}L${n(x + height * 0.03)} ${n(foot)}L${n(x)} ${n(foot - height * 0.36)}L${n(x - height * 0.03)} ${n(foot)}Z`, fill(colour));
}

export const alone: Motif = (s) => {
  const x = s.w * s.chance.pick([0.3, 0.5, 0.68]);
  const foot = s.horizon + s.r * 0.12;
  return circle(s.x, s.horizon - s.r * 0.35, s.r * s.chance.between(0.6, 0.95), fill(s.light)) + box(-5, s.horizon, s.w + 10, s.h, fill(s.form))
    + poly([[x - 4, foot], [x + 4, foot], [x + s.r * 0.55, s.h], [x + s.r * 0.2, s.h]], `${fill(s.shade)} opacity=".45"`) + person(x, foot, s.r * 0.62, s.shade);
};

export const pair: Motif = (s) => {
  const foot = s.horizon + s.r * 0.2;
  const gap = s.r * s.chance.between(0.16, 0.5);
  return ellipse(s.x, s.horizon - s.r * 0.3, s.r * 0.9, s.r * 0.9, fill(s.light)) + box(-5, s.horizon, s.w + 10, s.h, fill(s.form)) + person(s.x - gap, foot, s.r * 0.66, s.shade) + person(s.x + gap, foot, s.r * s.chance.between(0.5, 0.62), s.shade);
};
