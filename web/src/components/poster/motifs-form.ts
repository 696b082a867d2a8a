import { box, circle, ellipse, fill, line, n, path, poly, stroke } from './svg';
import type { Motif, Scene } from './scene';

function stars({ w, h, chance, light }: Scene, count: number): string {
  let drawn = '';
  for (let at = 0; at < count; at++) drawn += circle(chance.between(0, w), chance.between(0, h), chance.between(0.4, 1.3), fill(light));
  return `<g opacity=".75">${drawn}</g>`;
}

export const planet: Motif = (s) => {
  const r = s.r * s.chance.between(0.52, 0.82);
  const turn = s.chance.between(-32, 32);
  const ring = (sweep: 0 | 1): string => path(`M${n(s.x - r * 1.65)} ${n(s.y)}A${n(r * 1.65)} ${n(r * 0.4)} 0 0 ${sweep} ${n(s.x + r * 1.65)} ${n(s.y)}`, stroke(s.light, r * 0.09));
  const disc = circle(s.x, s.y, r, fill(s.form)) + path(`M${n(s.x)} ${n(s.y - r)}A${n(r)} ${n(r)} 0 0 1 ${n(s.x)} ${n(s.y + r)}A${n(r * 1.5)} ${n(r * 1.5)} 0 0 0 ${n(s.x)} ${n(s.y - r)}`, `${fill(s.shade)} opacity=".5"`);
  const moon = circle(s.x + s.r * s.chance.between(-0.95, 0.95), s.y - s.r * s.chance.between(0.7, 1), s.r * 0.1, fill(s.light));
  return stars(s, 46) + (s.chance.chance(0.6) ? `<g transform="rotate(${n(turn)} ${n(s.x)} ${n(s.y)})">${ring(1)}${disc}${ring(0)}</g>` : disc) + moon;
};

export const orbits: Motif = (s) => {
  let drawn = stars(s, 24) + circle(s.x, s.y, s.r * 0.24, fill(s.light));
  for (let at = 1; at <= 5; at++) {
    const r = s.r * (0.24 + at * 0.19);
    const angle = s.chance.between(0, Math.PI * 2);
    drawn += circle(s.x, s.y, r, stroke(s.middle, 1)) + circle(s.x + Math.cos(angle) * r, s.y + Math.sin(angle) * r, s.r * s.chance.between(0.04, 0.1), fill(at % 2 ? s.form : s.light));
  }
  return drawn;
};

export const eye: Motif = (s) => {
  const [w, h] = [s.r * 1.05, s.r * 0.62];
  let lashes = '';
  for (let at = 0; at < 9; at++) {
    const share = at / 8 - 0.5;
    lashes += line(s.x + share * w * 1.5, s.y - h * (0.95 - share * share * 1.8), s.x + share * w * 2, s.y - h * (1.4 - share * share * 2), stroke(s.form, 3, 'stroke-linecap="round"'));
  }
  return lashes + path(`M${n(s.x - w)} ${n(s.y)}Q${n(s.x)} ${n(s.y - h * 1.75)} ${n(s.x + w)} ${n(s.y)}Q${n(s.x)} ${n(s.y + h * 1.75)} ${n(s.x - w)} ${n(s.y)}`, fill(s.light)) + circle(s.x, s.y, h * 0.74, fill(s.form)) + (s.chance.chance(0.5) ? ellipse(s.x, s.y, h * 0.15, h * 0.6, fill(s.shade)) : circle(s.x, s.y, h * 0.36, fill(s.shade))) + circle(s.x - h * 0.24, s.y - h * 0.28, h * 0.12, fill(s.light));
};

export const slashes: Motif = (s) => {
  let drawn = '';
  for (let at = 0; at < 4; at++) {
    const x = s.x + (at - 1.5) * s.r * 0.42;
    const [top, foot] = [s.y - s.r * s.chance.between(0.8, 1.2), s.y + s.r * s.chance.between(0.7, 1.15)];
    drawn += path(`M${n(x + s.r * 0.3)} ${n(top)}Q${n(x + s.r * 0.26)} ${n(s.y)} ${n(x - s.r * 0.3)} ${n(foot)}Q${n(x + s.r * 0.02)} ${n(s.y - s.r * 0.1)} ${n(x + s.r * 0.3)} ${n(top)}`, fill(at === 2 ? s.light : s.form));
  }
  return drawn;
};

export const drips: Motif = (s) => {
  let d = 'M-5 -5';
  const count = 9;
  const step = (s.w + 10) / count;
  for (let at = 0; at < count; at++) {
    const foot = s.y + s.r * s.chance.between(-0.7, 0.85);
    const x = at * step - 5;
    d += `L${n(x)} ${n(s.y - s.r * 0.8)}Q${n(x + step * 0.1)} ${n(foot)} ${n(x + step * 0.28)} ${n(foot)}A${n(step * 0.2)} ${n(step * 0.24)} 0 0 0 ${n(x + step * 0.68)} ${n(foot)}Q${n(x + step * 0.85)} ${n(foot)} ${n(x + step)} ${n(s.y - s.r * 0.8)}`;
  }
  return circle(s.x, s.y + s.r * 0.3, s.r * 0.5, fill(s.light)) + path(`${d}L${s.w + 5} -5Z`, fill(s.form));
};

export const rings: Motif = (s) => {
  let drawn = '';
  const count = s.chance.whole(6, 9);
  const drift = s.chance.between(-0.5, 0.5);
  for (let at = 0; at < count; at++) {
    const share = 1 - at / count;
    drawn += circle(s.x + drift * s.r * (1 - share), s.y, s.r * 1.25 * share, fill(at % 2 ? (at === count - 1 ? s.light : s.ground) : s.form));
  }
  return drawn;
};

export const spiral: Motif = (s) => {
  let d = `M${n(s.x)} ${n(s.y)}`;
  const turns = s.chance.between(4, 6);
  for (let at = 0; at <= turns * 24; at++) {
    const angle = (at / 24) * Math.PI * 2;
    const r = (at / (turns * 24)) * s.r * 1.2;
    d += `L${n(s.x + Math.cos(angle) * r)} ${n(s.y + Math.sin(angle) * r)}`;
  }
  return path(d, stroke(s.form, s.r * 0.085, 'stroke-linecap="round" stroke-linejoin="round"')) + circle(s.x, s.y, s.r * 0.1, fill(s.light));
};

export const keyhole: Motif = (s) => {
  const r = s.r * 0.36;
  const y = s.y - r * 0.6;
  return poly([[s.x - r * 0.3, y], [s.x + r * 0.3, y], [s.x + s.r * 1.5, s.h + 10], [s.x - s.r * 0.2, s.h + 10]], `${fill(s.middle)} opacity=".6"`) + circle(s.x, s.y, s.r * 0.86, stroke(s.form, 3)) + circle(s.x, y, r, fill(s.light)) + poly([[s.x - r * 0.42, y + r * 0.6], [s.x + r * 0.42, y + r * 0.6], [s.x + r * 0.85, y + r * 3], [s.x - r * 0.85, y + r * 3]], fill(s.light));
};

export const venn: Motif = (s) => {
  const r = s.r * s.chance.between(0.62, 0.74);
  const gap = r * s.chance.between(0.4, 0.62);
  const tilt = s.chance.between(-0.4, 0.4) * r;
  return circle(s.x - gap, s.y + tilt, r, fill(s.form)) + circle(s.x + gap, s.y - tilt, r, `${fill(s.light)} opacity=".88"`) + (s.chance.chance(0.5) ? circle(s.x, s.y, r * 0.22, fill(s.form)) : '');
};

export const heart: Motif = (s) => {
  const shape = (r: number, colour: string): string => path(`M${n(s.x)} ${n(s.y + r)}C${n(s.x - r * 1.7)} ${n(s.y - r * 0.1)} ${n(s.x - r * 0.95)} ${n(s.y - r * 1.25)} ${n(s.x)} ${n(s.y - r * 0.45)}C${n(s.x + r * 0.95)} ${n(s.y - r * 1.25)} ${n(s.x + r * 1.7)} ${n(s.y - r * 0.1)} ${n(s.x)} ${n(s.y + r)}`, fill(colour));
  return shape(s.r * 1.05, s.middle) + shape(s.r * 0.8, s.form) + (s.chance.chance(0.6) ? shape(s.r * 0.3, s.light) : path(`M${n(s.x + 4)} ${n(s.y - s.r * 0.36)}l${n(-s.r * 0.16)} ${n(s.r * 0.3)}l${n(s.r * 0.24)} ${n(s.r * 0.16)}l${n(-s.r * 0.2)} ${n(s.r * 0.6)}`, stroke(s.ground, 3.5)));
};

export const confetti: Motif = (s) => {
  let drawn = '';
  const columns = 4;
  const size = s.w / columns;
  for (let y = s.y - s.r * 1.2; y < s.y + s.r * 1.1; y += size) {
    for (let column = 0; column < columns; column++) {
      const [x, colour] = [column * size, s.chance.pick([s.form, s.light, s.middle, s.shade])];
      drawn += s.chance.pick([
        () => circle(x + size / 2, y + size / 2, size * 0.36, fill(colour)),
        () => path(`M${n(x)} ${n(y)}h${n(size)}a${n(size)} ${n(size)} 0 0 1 ${n(-size)} ${n(size)}Z`, fill(colour)),
        () => path(`M${n(x)} ${n(y + size / 2)}a${n(size / 2)} ${n(size / 2)} 0 0 1 ${n(size)} 0Z`, fill(colour)),
        () => poly([[x + size * 0.1, y + size * 0.9], [x + size * 0.9, y + size * 0.9], [x + size * 0.5, y + size * 0.1]], fill(colour)),
        () => circle(x + size / 2, y + size / 2, size * 0.27, stroke(colour, size * 0.14)),
        () => path(`M${n(x + size * 0.1)} ${n(y + size * 0.6)}q${n(size * 0.2)} ${n(-size * 0.4)} ${n(size * 0.4)} 0t${n(size * 0.4)} 0`, stroke(colour, size * 0.11, 'stroke-linecap="round"')),
        () => '',
      ])();
    }
  }
  return drawn;
};

export const smile: Motif = (s) => {
  const r = s.r * 0.86;
  const tilt = s.chance.between(-16, 16);
  return `<g transform="rotate(${n(tilt)} ${n(s.x)} ${n(s.y)})">${circle(s.x, s.y, r, fill(s.form))}${s.chance.pick([
    () => path(`M${n(s.x - r * 0.6)} ${n(s.y + r * 0.12)}A${n(r * 0.62)} ${n(r * 0.62)} 0 0 0 ${n(s.x + r * 0.6)} ${n(s.y + r * 0.12)}Z`, fill(s.light)),
    () => path(`M${n(s.x - r * 0.55)} ${n(s.y + r * 0.2)}Q${n(s.x)} ${n(s.y + r * 0.75)} ${n(s.x + r * 0.55)} ${n(s.y + r * 0.2)}`, stroke(s.light, r * 0.12, 'stroke-linecap="round"')),
    () => path(`M${n(s.x - r * 0.5)} ${n(s.y + r * 0.36)}H${n(s.x + r * 0.5)}`, stroke(s.light, r * 0.12, 'stroke-linecap="round"')),
  ])()}${circle(s.x - r * 0.34, s.y - r * 0.24, r * 0.12, fill(s.shade))}${s.chance.chance(0.3) ? path(`M${n(s.x + r * 0.2)} ${n(s.y - r * 0.24)}h${n(r * 0.28)}`, stroke(s.shade, r * 0.1, 'stroke-linecap="round"')) : circle(s.x + r * 0.34, s.y - r * 0.24, r * 0.12, fill(s.shade))}</g>`;
};

export const creature: Motif = (s) => {
  const [w, h] = [s.r * s.chance.between(0.55, 0.8), s.r * s.chance.between(0.8, 1.05)];
  const foot = s.h + 5;
  const top = s.y - h * 0.5;
  const ears = s.chance.pick([
    () => circle(s.x - w * 0.72, top + w * 0.18, w * 0.3, fill(s.form)) + circle(s.x + w * 0.72, top + w * 0.18, w * 0.3, fill(s.form)),
    () => poly([[s.x - w * 0.9, top + w * 0.7], [s.x - w * 0.78, top - w * 0.35], [s.x - w * 0.1, top + w * 0.1]], fill(s.form)) + poly([[s.x + w * 0.9, top + w * 0.7], [s.x + w * 0.78, top - w * 0.35], [s.x + w * 0.1, top + w * 0.1]], fill(s.form)),
    () => ellipse(s.x - w * 0.4, top - w * 0.28, w * 0.17, w * 0.55, fill(s.form)) + ellipse(s.x + w * 0.4, top - w * 0.28, w * 0.17, w * 0.55, fill(s.form)),
    () => line(s.x, top + 4, s.x + w * 0.15, top - w * 0.4, stroke(s.form, 4)) + circle(s.x + w * 0.15, top - w * 0.45, w * 0.12, fill(s.light)),
  ])();
  const glance = s.chance.between(-0.06, 0.06) * w;
  const eyes = [-0.3, 0.3].map((side) => circle(s.x + side * w, top + w * 0.72, w * 0.21, fill('#fff')) + circle(s.x + side * w + glance, top + w * 0.74, w * 0.1, fill(s.shade))).join('');
  return circle(s.x + s.r * 0.5, s.y - s.r * 0.6, s.r * 0.3, fill(s.light)) + ears + path(`M${n(s.x - w)} ${n(foot)}V${n(top + w)}A${n(w)} ${n(w)} 0 0 1 ${n(s.x + w)} ${n(top + w)}V${n(foot)}Z`, fill(s.form)) + ellipse(s.x, top + w * 2, w * 0.62, w * 0.86, `${fill(s.light)} opacity=".7"`) + eyes + path(`M${n(s.x - w * 0.16)} ${n(top + w * 1.08)}q${n(w * 0.16)} ${n(w * 0.16)} ${n(w * 0.32)} 0`, stroke(s.shade, 2.4, 'stroke-linecap="round"'));
};

export const burst: Motif = (s) => {
  let drawn = '';
  const rays = s.chance.pick([14, 18, 24]);
  const reach = s.w + s.h;
  for (let at = 0; at < rays; at++) {
    const [a0, a1] = [(at / rays) * Math.PI * 2, ((at + 0.5) / rays) * Math.PI * 2];
    drawn += poly([[s.x, s.y], [s.x + Math.cos(a0) * reach, s.y + Math.sin(a0) * reach], [s.x + Math.cos(a1) * reach, s.y + Math.sin(a1) * reach]], fill(s.deep));
  }
  return drawn + circle(s.x, s.y, s.r * 0.66, fill(s.form)) + s.chance.pick([() => circle(s.x, s.y, s.r * 0.3, fill(s.light)), () => poly(Array.from({ length: 10 }, (_, at): [number, number] => [s.x + Math.sin((at * Math.PI) / 5) * s.r * (at % 2 ? 0.2 : 0.5), s.y - Math.cos((at * Math.PI) / 5) * s.r * (at % 2 ? 0.2 : 0.5)]), fill(s.light))])();
};

export const speed: Motif = (s) => {
  let drawn = `<g transform="rotate(${n(s.chance.pick([-24, -32, 24]))} ${n(s.x)} ${n(s.y)})">`;
  for (let at = 0; at < 11; at++) {
    const y = s.y + (at - 5) * s.r * 0.23;
    const [x, length] = [s.chance.between(-0.5, 0.4) * s.w, s.chance.between(0.4, 1.3) * s.w];
    drawn += box(x, y, length, s.r * s.chance.between(0.05, 0.18), `${fill([s.form, s.light, s.middle][at % 3]!)} rx="${n(s.r * 0.05)}"`);
  }
  return `${drawn}</g>`;
};

export const blades: Motif = (s) => {
  const turn = s.chance.between(38, 52);
  const blade = (angle: number): string => `<g transform="rotate(${n(angle)} ${n(s.x)} ${n(s.y)})">${poly([[s.x - 5, s.y + s.r * 0.55], [s.x - 5, s.y - s.r * 1.05], [s.x, s.y - s.r * 1.3], [s.x + 5, s.y - s.r * 1.05], [s.x + 5, s.y + s.r * 0.55]], fill(s.light))}${box(s.x - s.r * 0.2, s.y + s.r * 0.55, s.r * 0.4, 6, fill(s.shade))}${box(s.x - 4, s.y + s.r * 0.6, 8, s.r * 0.36, fill(s.shade))}</g>`;
  return circle(s.x, s.y, s.r * 0.82, fill(s.form)) + blade(turn) + blade(-turn);
};

export const crosshair: Motif = (s) => circle(s.x, s.y, s.r * 0.9, fill(s.form)) + circle(s.x, s.y, s.r * 0.62, fill(s.ground)) + circle(s.x, s.y, s.r * 0.36, fill(s.form)) + circle(s.x, s.y, s.r * 0.12, fill(s.light)) + path(`M${n(s.x)} ${n(s.y - s.r * 1.15)}V${n(s.y + s.r * 1.15)}M${n(s.x - s.r * 1.15)} ${n(s.y)}H${n(s.x + s.r * 1.15)}`, stroke(s.light, 1.6));

export const chevrons: Motif = (s) => {
  let drawn = circle(s.x, s.y - s.r * 0.35, s.r * 0.55, fill(s.light));
  for (let at = 0; at < 5; at++) {
    const y = s.y - s.r * 0.5 + at * s.r * 0.36;
    drawn += poly([[-5, y + s.r * 0.5], [s.x, y], [s.w + 5, y + s.r * 0.5], [s.w + 5, y + s.r * 0.72], [s.x, y + s.r * 0.22], [-5, y + s.r * 0.72]], fill([s.form, s.middle, s.shade][at % 3]!));
  }
  return drawn;
};

export const smoke: Motif = (s) => {
  let drawn = circle(s.x + s.r * 0.3, s.y - s.r * 0.1, s.r * 0.58, fill(s.form));
  for (let at = 0; at < 16; at++) drawn += circle(s.chance.between(-0.1, 1.1) * s.w, s.horizon + s.chance.between(-0.25, 0.6) * s.r, s.r * s.chance.between(0.16, 0.4), `${fill(at % 2 ? s.shade : s.deep)} opacity=".9"`);
  return drawn + box(-5, s.horizon + s.r * 0.5, s.w + 10, s.h, fill(s.shade));
};

export const bars: Motif = (s) => {
  let drawn = '';
  const count = s.chance.pick([9, 11, 13]);
  const step = (s.w * 0.84) / count;
  for (let at = 0; at < count; at++) {
    const height = s.r * (0.25 + 1.5 * Math.abs(Math.sin(at * 0.9 + s.chance.between(0, 1.4))));
    drawn += box(s.w * 0.08 + at * step + step * 0.18, s.y - height / 2, step * 0.64, height, `${fill([s.form, s.light, s.middle][at % 3]!)} rx="${n(step * 0.3)}"`);
  }
  return drawn;
};

export const record: Motif = (s) => {
  let grooves = '';
  for (let at = 0; at < 6; at++) grooves += circle(s.x, s.y, s.r * (0.5 + at * 0.085), stroke(s.middle, 0.8));
  return circle(s.x, s.y, s.r, fill(s.shade)) + grooves + circle(s.x, s.y, s.r * 0.4, fill(s.form)) + circle(s.x, s.y, s.r * 0.07, fill(s.light)) + path(`M${n(s.x + s.r * 1.1)} ${n(s.y - s.r * 1.05)}L${n(s.x + s.r * 0.85)} ${n(s.y + s.r * 0.1)}L${n(s.x + s.r * 0.6)} ${n(s.y + s.r * 0.3)}`, stroke(s.light, 4, 'stroke-linejoin="round" stroke-linecap="round"'));
};

export const lanes: Motif = (s) => {
  let drawn = '';
  for (let at = 0; at < 6; at++) drawn += ellipse(s.w * 0.1, s.horizon + s.r * 0.7, s.r * (0.7 + at * 0.36), s.r * (0.5 + at * 0.3), stroke(at % 2 ? s.light : s.form, s.r * 0.1));
  return drawn + circle(s.x + s.r * 0.35, s.y - s.r * 0.4, s.r * 0.3, fill(s.form));
};

export const aperture: Motif = (s) => {
  let drawn = circle(s.x, s.y, s.r, fill(s.form));
  for (let at = 0; at < 6; at++) {
    const [a, b] = [(at * Math.PI) / 3, ((at + 1.35) * Math.PI) / 3];
    drawn += line(s.x + Math.cos(a) * s.r * 0.4, s.y + Math.sin(a) * s.r * 0.4, s.x + Math.cos(b) * s.r, s.y + Math.sin(b) * s.r, stroke(s.ground, 2.5));
  }
  return drawn + poly(Array.from({ length: 6 }, (_, at): [number, number] => [s.x + Math.cos((at * Math.PI) / 3) * s.r * 0.4, s.y + Math.sin((at * Math.PI) / 3) * s.r * 0.4]), fill(s.light));
};

export const frames: Motif = (s) => {
  let drawn = '';
  const [columns, rows] = [3, 4];
  const [w, h] = [(s.w * 0.84) / columns, (s.r * 2.1) / rows];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [s.w * 0.08 + column * w, s.y - s.r * 1.05 + row * h];
      drawn += box(x + 2, y + 2, w - 4, h - 4, fill(s.chance.chance(0.18) ? s.light : s.chance.chance(0.5) ? s.form : s.middle)) + (s.chance.chance(0.5) ? circle(x + w / 2, y + h / 2, h * 0.26, fill(s.ground)) : '');
    }
  }
  return drawn;
};

export const profile: Motif = (s) => {
  const r = s.r * 0.5;
  const y = s.y - r * 0.5;
  return circle(s.x, s.y - r * 0.2, s.r * 0.98, fill(s.middle)) + ellipse(s.x, y, r * 0.78, r, fill(s.form)) + path(`M${n(s.x - r * 1.9)} ${s.h + 5}Q${n(s.x - r * 1.9)} ${n(y + r * 1.35)} ${n(s.x - r * 0.4)} ${n(y + r * 1.18)}V${n(y + r * 0.6)}H${n(s.x + r * 0.4)}V${n(y + r * 1.18)}Q${n(s.x + r * 1.9)} ${n(y + r * 1.35)} ${n(s.x + r * 1.9)} ${s.h + 5}Z`, fill(s.form))
    + path(`M${n(s.x)} ${n(y - r)}A${n(r * 0.78)} ${n(r)} 0 0 1 ${n(s.x)} ${n(y + r)}Z`, `${fill(s.shade)} opacity=".55"`) + path(`M${n(s.x)} ${n(y + r)}V${s.h + 5}H${n(s.x + r * 1.9)}Q${n(s.x + r * 1.9)} ${n(y + r * 1.35)} ${n(s.x + r * 0.4)} ${n(y + r * 1.18)}V${n(y + r * 0.8)}Z`, `${fill(s.shade)} opacity=".55"`);
};

export const checker: Motif = (s) => {
  let drawn = '';
  const rows = 7;
  for (let row = 0; row < rows; row++) {
    const [t0, t1] = [(row / rows) ** 1.7, ((row + 1) / rows) ** 1.7];
    const [y0, y1] = [s.horizon + t0 * (s.h - s.horizon), s.horizon + t1 * (s.h - s.horizon)];
    for (let column = -6; column < 6; column++) {
      if ((row + column) % 2) continue;
      const at = (x: number, t: number): number => s.x + x * s.w * (0.055 + 0.24 * t);
      drawn += poly([[at(column, t0), y0], [at(column + 1, t0), y0], [at(column + 1, t1), y1], [at(column, t1), y1]], fill(s.form));
    }
  }
  const r = s.r * 0.3;
  return circle(s.x, s.y - s.r * 0.35, s.r * 0.62, fill(s.light)) + drawn + path(`M${n(s.x - r * 1.1)} ${n(s.horizon + r * 1.1)}h${n(r * 2.2)}l${n(-r * 0.5)} ${n(-r * 0.5)}l${n(-r * 0.25)} ${n(-r * 1.6)}h${n(-r * 0.7)}l${n(-r * 0.25)} ${n(r * 1.6)}Z`, fill(s.shade)) + circle(s.x, s.horizon - r * 1.5, r * 0.7, fill(s.shade));
};

export const clock: Motif = (s) => {
  let ticks = '';
  for (let at = 0; at < 12; at++) ticks += `<g transform="rotate(${at * 30} ${n(s.x)} ${n(s.y)})">${box(s.x - 1.6, s.y - s.r * 0.82, 3.2, s.r * (at % 3 ? 0.1 : 0.2), fill(s.shade))}</g>`;
  const hand = (angle: number, length: number, width: number): string => `<g transform="rotate(${n(angle)} ${n(s.x)} ${n(s.y)})">${box(s.x - width / 2, s.y - length, width, length, `${fill(s.shade)} rx="${n(width / 2)}"`)}</g>`;
  return circle(s.x + s.r * 0.3, s.y + s.r * 0.2, s.r * 0.92, stroke(s.middle, 3)) + circle(s.x + s.r * 0.15, s.y + s.r * 0.1, s.r * 0.92, stroke(s.form, 3)) + circle(s.x, s.y, s.r * 0.92, fill(s.light)) + ticks + hand(s.chance.between(0, 360), s.r * 0.5, 6) + hand(s.chance.between(0, 360), s.r * 0.7, 4) + circle(s.x, s.y, 5, fill(s.form));
};

export const cards: Motif = (s) => {
  const suits = [
    (x: number, y: number, r: number) => poly([[x, y - r * 1.2], [x + r * 0.85, y], [x, y + r * 1.2], [x - r * 0.85, y]], fill(s.form)),
    (x: number, y: number, r: number) => path(`M${n(x)} ${n(y + r)}C${n(x - r * 1.8)} ${n(y - r * 0.2)} ${n(x - r * 0.9)} ${n(y - r * 1.3)} ${n(x)} ${n(y - r * 0.4)}C${n(x + r * 0.9)} ${n(y - r * 1.3)} ${n(x + r * 1.8)} ${n(y - r * 0.2)} ${n(x)} ${n(y + r)}`, fill(s.form)),
    (x: number, y: number, r: number) => circle(x, y - r * 0.5, r * 0.5, fill(s.shade)) + circle(x - r * 0.55, y + r * 0.25, r * 0.5, fill(s.shade)) + circle(x + r * 0.55, y + r * 0.25, r * 0.5, fill(s.shade)) + poly([[x, y], [x + r * 0.3, y + r * 1.1], [x - r * 0.3, y + r * 1.1]], fill(s.shade)),
  ];
  return [-18, 0, 18].map((turn, at) => `<g transform="rotate(${turn} ${n(s.x)} ${n(s.y + s.r)})">${box(s.x - s.r * 0.48, s.y - s.r * 0.78, s.r * 0.96, s.r * 1.4, `${fill(s.light)} rx="7" stroke="${s.ground}" stroke-width="3"`)}${suits[at]!(s.x, s.y - s.r * 0.1, s.r * 0.26)}</g>`).join('');
};

export const arches: Motif = (s) => {
  let drawn = '';
  for (let at = 0; at < 5; at++) {
    const r = s.r * (1.05 - at * 0.2);
    drawn += path(`M${n(s.x - r)} ${s.h + 5}V${n(s.y)}A${n(r)} ${n(r)} 0 0 1 ${n(s.x + r)} ${n(s.y)}V${s.h + 5}Z`, fill([s.form, s.middle, s.light, s.deep, s.shade][at]!));
  }
  return drawn;
};

export const overlap: Motif = (s) => {
  let drawn = '';
  for (let at = 0; at < 4; at++) {
    const [x, y, r] = [s.x + s.chance.between(-0.5, 0.5) * s.r, s.y + s.chance.between(-0.55, 0.55) * s.r, s.r * s.chance.between(0.35, 0.75)];
    const colour = [s.form, s.light, s.middle, s.shade][at]!;
    drawn += s.chance.chance(0.55) ? circle(x, y, r, `${fill(colour)} opacity=".86"`) : `<g transform="rotate(${n(s.chance.between(0, 90))} ${n(x)} ${n(y)})">${box(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6, `${fill(colour)} opacity=".86"`)}</g>`;
  }
  return drawn;
};
