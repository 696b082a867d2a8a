import { DataTable, type Column } from '../../components/DataTable';
import { Icon } from '../../components/Icon';
import { country, fixed, percent } from '../../format';
import { to } from '../../shell/router';
import type { Comparable, Estimate } from './estimates';
import { effect, viewers } from './figures';

/** The earlier launches that an estimate leans on; one that is not believed in is taken out, and put back. */
export function Comparables({ estimates, place, choose, removed, remove, putBack, titleOf }: {
  estimates: readonly Estimate[];
  place: string;
  choose: (country: string) => void;
  removed: readonly string[];
  remove: (comparable: Comparable) => void;
  putBack: (item: string) => void;
  titleOf: (item: string) => string;
}) {
  const estimate = estimates.find((one) => one.country === place) ?? estimates[0]!;
  const columns: readonly Column<Comparable>[] = [
    { key: 'title', head: 'Earlier launch', isHead: true, value: (one) => one.title ?? one.item, cell: (one) => <a href={to('items/:id', { id: one.item })} dir="auto">{one.title ?? one.item}</a> },
    { key: 'similarity', head: 'Likeness', align: 'end', value: (one) => one.similarity, cell: (one) => fixed(one.similarity, 2) },
    { key: 'weight', head: 'Weight', align: 'end', value: (one) => one.weight, cell: (one) => percent(one.weight, 0) },
    { key: 'audience', head: 'Had', align: 'end', value: (one) => one.audience, cell: (one) => viewers(one.audience) },
    { key: 'expected', head: 'Was expected', align: 'end', value: (one) => one.expected, cell: (one) => viewers(one.expected) },
    { key: 'contribution', head: 'Moves it by', align: 'end', value: (one) => one.contribution, cell: (one) => effect(one.contribution) },
    { key: 'remove', head: <span className="hidden">Take out</span>, cell: (one) => <button type="button" className="icon-button" aria-label={`Take out ${one.title ?? one.item}`} title="Take out" onClick={() => remove(one)}><Icon name="close" size={16} /></button> },
  ];
  return (
    <section className="sheet stack" aria-labelledby="comparables">
      <div className="cluster apart">
        <h2 id="comparables">What it leans on</h2>
        {estimates.length > 1 && (
          <label className="cluster small">in
            <select className="input comparables-place" value={estimate.country} onChange={(event) => choose(event.target.value)}>{estimates.map((one) => <option key={one.country} value={one.country}>{country(one.country!)}</option>)}</select>
          </label>
        )}
      </div>
      <p className="soft small">
        {percent(estimate.baseWeight, 0)} rests on what the title is alone, which would be {viewers(estimate.base)} viewers; earlier launches like it move that to <strong className="number">{viewers(estimate.estimate)}</strong>. One you do not believe in can be taken out.
      </p>
      <DataTable caption={`Earlier launches behind the estimate${estimate.country ? ` for ${country(estimate.country)}` : ''}`} hideCaption columns={columns} rows={estimate.comparables} rowKey={(one) => one.item} empty="No earlier launch is like it: the estimate rests on what the title is alone." />
      {removed.length > 0 && (
        <div className="cluster">
          <span className="small soft">Taken out:</span>
          {removed.map((item) => <button key={item} type="button" className="button small" onClick={() => putBack(item)} aria-label={`Put back ${titleOf(item)}`}><Icon name="plus" size={14} /><span dir="auto">{titleOf(item)}</span></button>)}
        </div>
      )}
    </section>
  );
}
