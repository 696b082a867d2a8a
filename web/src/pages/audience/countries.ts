/** Where countries stand on a map of squares: each about where it lies, all of the same size. Two letters a country (ISO 3166-1 alpha-2), `..` for the sea. */
const ROWS = [
  '.. .. .. GL .. .. .. .. IS .. .. NO SE FI .. .. .. .. RU .. .. .. .. ..',
  'CA .. .. .. .. .. .. IE GB .. DK LT LV EE .. .. .. KZ .. MN .. .. .. ..',
  'US .. .. .. .. .. .. .. BE NL DE PL BY .. .. .. UZ KG .. CN KP .. JP ..',
  'MX .. .. .. BS .. .. .. FR LU CZ SK UA MD .. GE TM TJ .. .. KR .. .. ..',
  'GT BZ .. CU HT DO PR PT ES CH AT HU RO .. AM AZ IR AF PK NP BT HK TW ..',
  'SV HN .. JM .. .. .. .. AD IT SI HR RS BG TR SY IQ KW IN BD MM LA VN PH',
  '.. NI .. .. .. BB .. .. MT SM BA ME MK GR CY LB JO BH .. LK TH KH .. ..',
  '.. CR PA .. TT .. .. .. .. .. .. AL .. .. IL PS SA QA .. MV MY BN .. ..',
  '.. .. CO VE GY .. .. MA DZ TN LY EG .. .. .. YE OM AE .. .. SG ID TL PG',
  '.. EC PE BR SR .. CV MR ML NE TD SD ER DJ .. .. .. .. .. .. .. .. .. SB',
  '.. .. BO PY .. .. SN GM BF NG CF SS ET SO .. .. .. .. .. .. .. AU .. FJ',
  '.. .. CL AR UY .. GN CI GH CM CG UG KE .. SC .. .. .. .. .. .. .. NZ ..',
  '.. .. .. .. .. .. SL LR TG GA CD RW TZ .. .. .. .. .. .. .. .. .. .. ..',
  '.. .. .. .. .. .. .. .. BJ GQ AO ZM BI MW KM MU .. .. .. .. .. .. .. ..',
  '.. .. .. .. .. .. .. .. .. .. NA ZW MZ MG .. .. .. .. .. .. .. .. .. ..',
  '.. .. .. .. .. .. .. .. .. .. BW ZA SZ .. .. .. .. .. .. .. .. .. .. ..',
  '.. .. .. .. .. .. .. .. .. .. .. LS .. .. .. .. .. .. .. .. .. .. .. ..',
];

export interface Tile {
  code: string;
  column: number;
  row: number;
}

export const COLUMNS = 24;

const TILES: readonly Tile[] = ROWS.flatMap((row, at) => row.split(' ').flatMap((code, column) => (code === '..' ? [] : [{ code, column, row: at }])));

/** All countries of the map; codes that have no place on it stand in a row of their own below. */
export function tilesFor(codes: readonly string[]): { tiles: readonly Tile[]; rows: number } {
  const placed = new Set(TILES.map(({ code }) => code));
  const others = codes.filter((code) => !placed.has(code)).map((code, at) => ({ code, column: at % COLUMNS, row: ROWS.length + 1 + Math.floor(at / COLUMNS) }));
  return { tiles: [...TILES, ...others], rows: others.length > 0 ? others.at(-1)!.row + 1 : ROWS.length };
}

/** How many shades there are. */
export const SHADES = 5;

/** Which shade a figure has, from 0 to 4: in even steps up to the largest. */
export function shadeOf(value: number, largest: number): number {
  if (!(largest > 0)) return 0;
  return Math.min(SHADES - 1, Math.max(0, Math.floor((value / largest) * SHADES)));
}
