import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../api/items';
import { posterSvg, ratioOf } from './art';
import { eraOf } from './era';
import { FACES, fit, letter } from './lettering';
import { genreOf, paletteOf } from './palette';
import { pictureOf, Poster } from './Poster';
import { Chance } from './random';

const GENRES = ['action', 'adventure', 'animation', 'biography', 'comedy', 'crime', 'documentary', 'drama', 'family', 'fantasy', 'history', 'horror', 'music', 'mystery', 'romance', 'science-fiction', 'sport', 'thriller', 'war', 'western'];
const item = (id: string, more: Partial<Item> = {}): Item => ({ id, title: id, kind: 'film', ...more });

function parse(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  return document;
}

describe('the art of an item', () => {
  it('is the same every time, and another for another item', () => {
    const one = item('heat-1995', { title: 'Heat', year: 1995, categories: ['crime', 'thriller'] });
    expect(posterSvg(one)).toBe(posterSvg({ ...one }));
    expect(posterSvg(one)).not.toBe(posterSvg({ ...one, id: 'heat-1986' }));
  });

  it('is a drawing without a number that is none, for every genre, era and kind', () => {
    for (const [at, genre] of GENRES.entries()) {
      for (const year of [1925, 1940, 1958, 1974, 1985, 1994, 2005, 2020, undefined]) {
        for (const kind of ['film', 'series', 'episode', 'album', undefined]) {
          const svg = posterSvg(item(`${genre}-${year ?? 'now'}-${kind ?? 'any'}`, { year, kind, categories: [genre, GENRES[(at * 7 + 3) % GENRES.length]!] }));
          expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          expect(svg.length).toBeLessThan(30_000);
        }
      }
    }
  });

  it('takes whatever a title holds as text', () => {
    for (const title of ['<script>alert(1)</script>', '"&\'', '\u0000\u0007\ud800', ' ', '', '🎬', '千と千尋の神隠し', 'x'.repeat(400)]) {
      const svg = posterSvg(item('odd', { title }));
      expect(svg).not.toContain('<script');
      parse(svg);
    }
  });

  it('letters titles from right to left from their own side', () => {
    expect(posterSvg(item('rtl', { title: 'جدایی نادر از سیمین' }))).toContain('direction="rtl"');
    expect(posterSvg(item('ltr', { title: 'A Separation' }))).not.toContain('direction="rtl"');
  });

  it('needs nothing but an id', () => expect(posterSvg({ id: 'bare' })).toMatch(/bare/i));

  it('differs in shape by kind', () => {
    expect(ratioOf('film')).toBeLessThan(1);
    expect(ratioOf('episode')).toBeGreaterThan(1);
    expect(ratioOf('album')).toBe(1);
  });
});

describe('colours', () => {
  it('keep form and ground apart, whatever genres meet', () => {
    for (const first of [...GENRES, 'polka', '']) {
      for (const second of GENRES) {
        for (const year of [1930, 1955, 1975, 1985, 1995, 2005, 2020]) {
          const { ground, form } = paletteOf([first, second], eraOf(year), false, new Chance(first + second + year));
          expect(Math.abs(ground.l - form.l)).toBeGreaterThanOrEqual(0.2);
        }
      }
    }
  });

  it('know genres by any of their names', () => {
    expect(genreOf('Sci-Fi')).toBe('science-fiction');
    expect(genreOf("Children's")).toBe('family');
    expect(genreOf('Film-Noir')).toBe('crime');
    expect(genreOf('Action & Adventure')).toBe('action');
    expect(genreOf('polka')).toBe('polka');
  });
});

describe('lettering', () => {
  it('fits any title into its box', () => {
    for (const title of ['M', 'Heat', 'The Cabinet of Dr. Caligari', 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb', 'Donaudampfschifffahrtsgesellschaftskapitän', 'x'.repeat(300)]) {
      for (const face of Object.values(FACES)) {
        const { lines, size } = fit(title, face, 168, 80, 42);
        expect(size).toBeGreaterThan(4);
        expect(size).toBeLessThanOrEqual(42);
        expect(lines.length * size * face.leading).toBeLessThanOrEqual(80.001);
        expect(lines.join('').length).toBeGreaterThan(0);
      }
    }
  });

  it('keeps every word of a title that is not endless', () => {
    const { lines } = fit('Eternal Sunshine of the Spotless Mind', FACES.lower, 160, 90, 40);
    expect(lines.join(' ')).toBe('Eternal Sunshine of the Spotless Mind');
    expect(fit('Spider-Man: Into the Spider-Verse', FACES.lower, 60, 90, 40).lines.join(' ').replaceAll('- ', '-')).toBe('Spider-Man: Into the Spider-Verse');
  });

  it('is escaped', () => expect(letter('a & <b>', FACES.lower, { x: 0, y: 0, w: 100, h: 50 }, 'start', true, '#fff', 20).drawn).toContain('&amp;'));
});

describe('a picture of an item', () => {
  const named = (image: string): Item => item('a', { attributes: { image } });

  it('comes only from where the service lets it come from', () => {
    expect(pictureOf(named('https://img.example/a.jpg'), [])).toBeUndefined();
    expect(pictureOf(named('https://img.example/a.jpg'), ['https://img.example'])).toBe('https://img.example/a.jpg');
    expect(pictureOf(named('javascript:alert(1)'), [])).toBeUndefined();
    expect(pictureOf(named('posters/a.jpg'), [])).toMatch(/posters\/a\.jpg$/);
    expect(pictureOf(item('a'), ['https://img.example'])).toBeUndefined();
  });

  it('is art where there is none', () => {
    const { container } = render(<Poster item={item('a', { title: 'A' })} eager alt="A" />);
    const picture = container.querySelector('img')!;
    expect(picture.src).toMatch(/^data:image\/svg\+xml,/);
    expect(picture.alt).toBe('A');
  });
});
