import type { Schemas } from '../../api/client';
import { Stat, Stats } from '../../components/Stat';
import { number, plural } from '../../format';

/** What an import brought. */
export function Imported({ result }: { result: Schemas['ImportResult'] }) {
  const parts = [['Users', result.users], ['Titles', result.items], ['Interactions', result.interactions]] as const;
  return (
    <>
      <Stats>
        {parts.map(([name, tally]) => <Stat key={name} label={`New ${name.toLowerCase()}`} value={number(tally.new)} note={`${number(tally.updated)} updated, ${number(tally.unchanged)} were known`} />)}
        {result.skipped > 0 && <Stat label="Bad lines left out" value={number(result.skipped)} tone="warn" />}
      </Stats>
      {result.skippedReasons.length > 0 && <ul className="notes small soft">{result.skippedReasons.map(({ reason, count }) => <li key={reason}>{reason}: {plural(count, 'line')}</li>)}</ul>}
    </>
  );
}
