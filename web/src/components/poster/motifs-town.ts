import { box, circle, ellipse, fill, line, n, path, poly, stroke } from './svg';
import { person } from './motifs-land';
import type { Motif } from './scene';

export const skyline: Motif = (s) => {
  let drawn = circle(s.x + s.chance.between(-0.4, 0.4) * s.r, s.y - s.r * 0.3, s.r * s.chance.between(0.3, 0.55), fill(s.light));
  for (const [layer, colour] of [[0, s.middle], [1, s.shade]] as const) {
    for (let x = -6; x < s.w; ) {
      const width = s.w * s.chance.between(0.09, 0.19);
      const top = s.horizon - s.r * s.chance.between(layer ? 0.1 : 0.4, layer ? 0.75 : 1.05);
      drawn += box(x, top, width + 0.5, s.h - top + 5, fill(colour));
      if (s.chance.chance(0.25)) drawn += box(x + width / 2 - 0.8, top - 12, 1.6, 12, fill(colour));
      if (layer) {
        for (let y = top + 7; y < s.h; y += 9) for (let at = x + 4; at < x + width - 5; at += 6.5) if (s.chance.chance(0.34)) drawn += box(at, y, 3, 4.4, fill(s.chance.chance(0.8) ? s.form : s.light));
      }
      x += width + s.chance.pick([0, 0, 2]);
    }
  }
  return drawn;
};

export const blinds: Motif = (s) => {
  const slats = 13;
  const step = (s.r * 2.3) / slats;
  let drawn = `<g transform="rotate(${n(s.chance.between(-14, 14))} ${n(s.x)} ${n(s.y)})">`;
  for (let at = 0; at < slats; at++) drawn += box(-s.w * 0.3, s.y - s.r * 1.15 + at * step, s.w * 1.6, step * (0.25 + 0.4 * (at / slats)), fill(at % 4 === 3 ? s.light : s.form));
  return `${drawn}</g>${person(s.x, s.h + s.r * 0.1, s.r * 1.9, s.shade)}`;
};

export const house: Motif = (s) => {
  const [x, base, size] = [s.x, s.horizon + s.r * 0.3, s.r * 0.62];
  const lit = (dx: number, dy: number): string => box(x + dx * size, base - dy * size, size * 0.2, size * 0.27, fill(s.light));
  return circle(x + s.r * 0.45, s.y - s.r * 0.45, s.r * 0.42, fill(s.light))
    + poly([[x - size, base], [x - size, base - size * 0.9], [x - size * 1.12, base - size * 0.86], [x - size * 0.5, base - size * 1.5], [x - size * 0.3, base - size * 1.3], [x - size * 0.3, base - size * 1.9], [x - size * 0.02, base - size * 2.4], [x + size * 0.28, base - size * 1.9], [x + size * 0.28, base - size * 1.1], [x + size * 1.1, base - size * 0.8], [x + size, base - size * 0.78], [x + size, base]], fill(s.shade))
    + lit(-0.78, 0.7) + lit(-0.1, 1.65) + lit(0.5, 0.56) + box(-5, base - 0.5, s.w + 10, s.h, fill(s.shade))
    + path(`M${n(x - 5)} ${n(base)}h10l${n(s.r * 0.3)} ${n(s.h - base)}h${n(-s.r * 0.7)}Z`, `${fill(s.form)} opacity=".8"`);
};

export const columns: Motif = (s) => {
  const count = s.chance.pick([4, 5, 6]);
  const [left, right, base, top] = [s.w * 0.12, s.w * 0.88, s.horizon + s.r * 0.5, s.y - s.r * 0.45];
  const step = (right - left) / count;
  let drawn = poly([[left - 8, top], [s.x, top - s.r * 0.55], [right + 8, top]], fill(s.form)) + box(left - 8, top + 2, right - left + 16, 8, fill(s.light));
  for (let at = 0; at < count; at++) drawn += box(left + at * step + step * 0.2, top + 13, step * 0.6, base - top - 13, fill(at % 2 ? s.form : s.middle)) + box(left + at * step + step * 0.12, top + 10, step * 0.76, 4, fill(s.light));
  for (let at = 0; at < 3; at++) drawn += box(left - 10 - at * 8, base + at * 7, right - left + 20 + at * 16, 7.4, fill(at % 2 ? s.form : s.light));
  return drawn;
};

export const prison: Motif = (s) => {
  let drawn = circle(s.x, s.y - s.r * 0.1, s.r * 0.7, fill(s.light)) + person(s.x, s.h, s.r * 1.75, s.shade);
  for (let x = s.w * 0.08; x < s.w; x += s.w / 6.2) drawn += box(x, -5, s.w * 0.035, s.h + 10, fill(s.form));
  return drawn + box(-5, s.y + s.r * 0.25, s.w + 10, 7, fill(s.form));
};

export const windowLight: Motif = (s) => {
  const [x, y, w, h] = [s.x - s.r * 0.48, s.y - s.r * 0.85, s.r * 0.96, s.r * 1.2];
  const pane = box(x, y, w, h, fill(s.light)) + path(`M${n(x + w / 2)} ${n(y)}v${n(h)}M${n(x)} ${n(y + h * 0.42)}h${n(w)}`, stroke(s.ground, 5));
  const lean = s.chance.between(-0.7, 0.7) * s.r;
  return pane + box(-5, s.horizon + s.r * 0.18, s.w + 10, s.h, fill(s.deep)) + poly([[x + lean * 0.4, s.horizon + s.r * 0.3], [x + w + lean * 0.4, s.horizon + s.r * 0.3], [x + w * 1.2 + lean, s.h + 5], [x - w * 0.2 + lean, s.h + 5]], `${fill(s.form)} opacity=".85"`)
    + (s.chance.chance(0.6) ? person(x + w * 0.5, s.horizon + s.r * 0.42, s.r * 0.8, s.shade) : '');
};

export const stairs: Motif = (s) => {
  const steps = 9;
  const step = (s.w * 1.1) / steps;
  const rise = (s.r * 1.7) / steps;
  const points: [number, number][] = [[-10, s.h + 10]];
  for (let at = 0; at < steps; at++) points.push([at * step - 8, s.horizon + s.r * 0.5 - at * rise], [(at + 1) * step - 8, s.horizon + s.r * 0.5 - at * rise]);
  points.push([s.w + 20, s.h + 10]);
  const at = s.chance.whole(3, 6);
  return circle(s.w * 0.3, s.y - s.r * 0.35, s.r * 0.45, fill(s.light)) + poly(points, fill(s.form)) + poly(points.map(([x, y]) => [x + step * 0.9, y + rise * 2.4]), fill(s.deep)) + person(at * step + step * 0.2, s.horizon + s.r * 0.5 - at * rise, s.r * 0.5, s.shade);
};

export const castle: Motif = (s) => {
  const tower = (x: number, width: number, height: number, colour: string): string => {
    const top = s.horizon + s.r * 0.3 - height;
    return box(x - width / 2, top, width, height + s.h, fill(colour)) + poly([[x - width * 0.75, top], [x, top - width * 1.5], [x + width * 0.75, top]], fill(s.form)) + box(x - width * 0.12, top + width * 0.5, width * 0.24, width * 0.5, fill(s.light));
  };
  return circle(s.x - s.r * 0.3, s.y - s.r * 0.25, s.r * 0.62, fill(s.light)) + tower(s.x - s.r * 0.62, s.r * 0.3, s.r * 0.8, s.shade) + tower(s.x + s.r * 0.56, s.r * 0.32, s.r * 0.95, s.shade) + tower(s.x, s.r * 0.42, s.r * 1.2, s.shade) + box(s.x - s.r * 0.8, s.horizon, s.r * 1.6, s.h, fill(s.shade)) + path(`M-5 ${s.h}V${n(s.horizon + s.r * 0.5)}Q${n(s.x)} ${n(s.horizon + s.r * 0.15)} ${s.w + 5} ${n(s.horizon + s.r * 0.5)}V${s.h}Z`, fill(s.middle));
};

export const stage: Motif = (s) => {
  let folds = '';
  const count = 5;
  for (const side of [0, 1]) {
    for (let at = 0; at < count; at++) {
      const x = side ? s.w - ((at + 1) * s.w * 0.3) / count : (at * s.w * 0.3) / count;
      const width = (s.w * 0.3) / count + 0.6;
      folds += path(`M${n(x)} -5h${n(width)}V${n(s.horizon + s.r * 0.4)}q${n(-width / 2)} 7 ${n(-width)} 0Z`, fill(at % 2 ? s.form : s.middle));
    }
  }
  return poly([[s.x - 8, -5], [s.x + 8, -5], [s.x + s.r * 0.75, s.horizon + s.r * 0.4], [s.x - s.r * 0.75, s.horizon + s.r * 0.4]], `${fill(s.light)} opacity=".85"`) + box(-5, s.horizon + s.r * 0.3, s.w + 10, s.h, fill(s.deep))
    + ellipse(s.x, s.horizon + s.r * 0.38, s.r * 0.76, s.r * 0.14, fill(s.light)) + person(s.x, s.horizon + s.r * 0.42, s.r * 0.82, s.shade) + folds;
};

export const balloons: Motif = (s) => {
  let drawn = '';
  const count = s.chance.whole(5, 8);
  const foot: [number, number] = [s.x, s.horizon + s.r * 0.55];
  for (let at = 0; at < count; at++) {
    const [x, y, r] = [s.x + ((at / (count - 1)) * 2 - 1) * s.r * 0.75, s.y - s.r * 0.3 + s.chance.between(-0.45, 0.3) * s.r, s.r * s.chance.between(0.17, 0.28)];
    drawn += path(`M${n(x)} ${n(y + r)}Q${n(x)} ${n((y + foot[1]) / 2 + 12)} ${n(foot[0])} ${n(foot[1])}`, stroke(s.shade, 1)) + ellipse(x, y, r, r * 1.16, fill([s.form, s.light, s.middle, s.shade][at % 4]!)) + ellipse(x - r * 0.3, y - r * 0.4, r * 0.16, r * 0.25, `${fill('#fff')} opacity=".55"`);
  }
  return drawn + box(foot[0] - 9, foot[1] - 2, 18, 13, `${fill(s.shade)} rx="2"`);
};

export const rails: Motif = (s) => {
  let drawn = circle(s.x, s.horizon - s.r * 0.3, s.r * 0.6, fill(s.light)) + box(-5, s.horizon, s.w + 10, s.h, fill(s.form));
  for (let at = 0; at < 9; at++) {
    const share = (at / 8) ** 1.8;
    const y = s.horizon + 3 + share * (s.h - s.horizon);
    drawn += box(s.x - 6 - share * s.w * 0.42, y, 12 + share * s.w * 0.84, 1.5 + share * 7, fill(s.deep));
  }
  return drawn + poly([[s.x - 3, s.horizon], [s.x - 1.6, s.horizon], [s.w * 0.2, s.h], [s.w * 0.13, s.h]], fill(s.shade)) + poly([[s.x + 3, s.horizon], [s.x + 1.6, s.horizon], [s.w * 0.8, s.h], [s.w * 0.87, s.h]], fill(s.shade));
};

export const circuit: Motif = (s) => {
  let drawn = '';
  for (let at = 0; at < 15; at++) {
    const angle = (at / 15) * Math.PI * 2 + s.chance.between(-0.1, 0.1);
    const [r0, r1] = [s.r * 0.42, s.r * s.chance.between(0.75, 1.35)];
    const [x0, y0] = [s.x + Math.cos(angle) * r0, s.y + Math.sin(angle) * r0];
    const [x1, y1] = [s.x + Math.cos(angle) * r1, s.y + Math.sin(angle) * r1];
    drawn += path(`M${n(x0)} ${n(y0)}L${n((x0 + x1) / 2)} ${n((y0 + y1) / 2)}V${n(y1)}H${n(x1)}`, stroke(at % 3 ? s.form : s.middle, 1.6)) + circle(x1, y1, 2.6, fill(at % 4 ? s.form : s.light));
  }
  return drawn + circle(s.x, s.y, s.r * 0.42, fill(s.form)) + circle(s.x, s.y, s.r * 0.29, fill(s.ground)) + circle(s.x, s.y, s.r * 0.14, fill(s.light)) + line(s.x - s.r * 0.42, s.y, s.x + s.r * 0.42, s.y, stroke(s.ground, 1));
};
