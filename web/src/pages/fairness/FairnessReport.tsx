import type { Schemas } from '../../api/client';
import { DataTable, type Column } from '../../components/DataTable';
import { Stat, Stats } from '../../components/Stat';
import { fixed, interval, number, percent, pValue, signed, wordsOfKey } from '../../format';
import { Notes } from '../jobs/Evaluation';
import { Groups } from './Groups';
import { Price } from './Price';

type Result = Schemas['FairnessResult'];
type UserGroup = Schemas['UserGroupComparison']['groups'][number];
type ItemGroup = Schemas['ItemGroupExposures']['groups'][number];

const ends = (pair: readonly number[] | undefined): string => (pair ? `${fixed(pair[0]!)} to ${fixed(pair[1]!)}` : '–');

const ITEM_COLUMNS: readonly Column<ItemGroup>[] = [
  { key: 'name', head: 'Titles', isHead: true, value: (group) => group.name },
  { key: 'catalogue', head: 'Of the catalogue', align: 'end', value: (group) => group.catalogue, cell: (group) => share(group.catalogue) },
  { key: 'profile', head: 'Of what users watched', align: 'end', value: (group) => group.profile, cell: (group) => share(group.profile) },
  { key: 'exposure', head: 'Of what is shown', align: 'end', value: (group) => group.exposure, cell: (group) => <span title={ends(group.exposureInterval)}>{share(group.exposure)}</span> },
  { key: 'gap', head: 'Shown less watched', align: 'end', value: (group) => group.gap, cell: (group) => (group.gap === undefined ? '–' : <span title={ends(group.gapInterval)}>{signed(group.gap * 100, 1)} points</span>) },
];

const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value));

/** A report on fairness: spread, groups of users, groups of titles, and the price of re-ranking. */
export function FairnessReport({ result }: { result: Result }) {
  const plain = result.runs.find((run) => !run.reRanking) ?? result.runs[0];
  if (!plain) return null;
  const userColumns: readonly Column<UserGroup>[] = [
    { key: 'name', head: 'Users', isHead: true, value: (group) => group.name },
    { key: 'users', head: 'How many', align: 'end', value: (group) => group.users, cell: (group) => number(group.users) },
    { key: 'mean', head: result.metric, align: 'end', value: (group) => group.mean, cell: (group) => (group.mean === undefined ? '–' : group.interval ? interval(group.mean, group.interval[0]!, group.interval[1]!) : fixed(group.mean)) },
    { key: 'difference', head: 'Against all others', align: 'end', value: (group) => group.difference, cell: (group) => (group.difference === undefined ? '–' : signed(group.difference)) },
    { key: 'p', head: 'Corrected p', align: 'end', value: (group) => group.p, cell: (group) => (group.p === undefined ? '–' : pValue(group.p)) },
  ];
  return (
    <section className="stack" aria-label="Report">
      <p className="soft">{result.dataset}. {result.protocol} Lists of {result.listLength} for {number(result.users)} users.</p>
      <Stats>
        {Object.entries(plain.metrics).map(([key, value]) => <Stat key={key} label={key} value={fixed(value)} note={plain.intervals[key] && ends(plain.intervals[key])} />)}
      </Stats>
      {result.prices.map((price) => <Price key={price.reRanker} price={price} />)}
      {plain.users.map((comparison) => (
        <section key={comparison.attribute} className="sheet stack" aria-label={`Users by ${comparison.attribute}`}>
          <h2>Users by {wordsOfKey(comparison.attribute).toLowerCase()}</h2>
          {comparison.gap?.difference !== undefined && (
            <p>
              Largest gap: <strong>{comparison.gap.best}</strong> over <strong>{comparison.gap.worst}</strong> by {fixed(comparison.gap.difference)}
              {comparison.gap.p !== undefined && <>, {comparison.gap.p < 0.05 ? 'more than chance' : 'may be chance'} ({pValue(comparison.gap.p)})</>}.
            </p>
          )}
          <Groups comparison={comparison} metric={result.metric} columns={userColumns} />
        </section>
      ))}
      {plain.items.map((exposures) => (
        <DataTable key={exposures.attribute} caption={`Titles by ${wordsOfKey(exposures.attribute).toLowerCase()}`} columns={ITEM_COLUMNS} rows={exposures.groups} rowKey={(group) => group.name} />
      ))}
      <p className="tiny faint">{result.correction}</p>
      <Notes notes={result.notes} />
    </section>
  );
}
