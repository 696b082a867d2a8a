// @vitest-environment node
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { posterSvg, type Drawable } from '../src/components/poster/art';

const root = fileURLToPath(new URL('../../', import.meta.url));
const catalogue = `${root}src/Marquee.Data/Demo/catalogue/`;
const kept = `${root}src/Marquee.Cli/Demo/posters.sha256`;
const COLUMNS = 40;

/** The posters of the demo service, by id. */
function posters(): string[] {
  const items = readdirSync(catalogue).flatMap((file) => readFileSync(catalogue + file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Drawable));
  return items.sort((one, other) => (one.id < other.id ? -1 : 1)).map(posterSvg);
}

describe('the contact sheet of the demo service', () => {
  // `marquee demo` says which posters look alike by src/Marquee.Cli/Demo/posters.jpg. web/README.md says how it is made anew.
  it('is of the posters as they are drawn', () => {
    const drawn = posters();
    const hash = createHash('sha256').update(drawn.join('\n')).digest('hex');
    if (process.env.MARQUEE_WRITE === '1') {
      mkdirSync(`${root}artifacts`, { recursive: true });
      const pictures = drawn.map((svg) => `<img src="data:image/svg+xml,${encodeURIComponent(svg)}">`).join('');
      writeFileSync(`${root}artifacts/posters.html`, `<!doctype html><style>body{margin:0;width:${COLUMNS * 32}px;font-size:0}img{width:32px;height:48px}</style>${pictures}`);
      writeFileSync(kept, `${hash}\n`);
    }
    expect(readFileSync(kept, 'utf8').trim(), 'posters are drawn differently, or others: make the contact sheet anew, as web/README.md says').toBe(hash);
  });
});
