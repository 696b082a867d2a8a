import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const assets = join(import.meta.dirname, '../dist/assets');
const KILOBYTE = 1000;

describe.skipIf(!existsSync(assets))('the built console', () => {
  const files = readdirSync(existsSync(assets) ? assets : '.').filter((name) => /\.(js|css)$/.test(name));
  const size = (name: string): number => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length;
  // The map, with its WebGL, is outside the budget.
  const counted = files.filter((name) => !/^(map|regl)/i.test(name));

  it('is less than 400 kB compressed, all pages together', () => {
    const total = counted.reduce((sum, name) => sum + size(name), 0);
    expect(total).toBeLessThan(400 * KILOBYTE);
  });

  it('begins with less than 130 kB', () => {
    const page = readFileSync(join(assets, '../index.html'), 'utf8');
    const first = files.filter((name) => page.includes(name));
    expect(first.length).toBeGreaterThanOrEqual(2);
    expect(first.reduce((sum, name) => sum + size(name), 0)).toBeLessThan(130 * KILOBYTE);
  });

  it('has nothing in its page that a strict content security policy refuses', () => {
    const page = readFileSync(join(assets, '../index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=|https?:\/\//);
    for (const name of files) expect(readFileSync(join(assets, name), 'utf8')).not.toMatch(/\beval\(|new Function\(/);
  });
});
