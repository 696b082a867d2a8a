import { number } from '../../format';
import type { Grouping } from './groups';
import { colourOf } from './paint';

/** What the colours mean; pressing one leaves the others in the background. */
export function Legend({ title, grouping, only, choose }: { title: string; grouping: Grouping; only: ReadonlySet<number>; choose: (only: ReadonlySet<number>) => void }) {
  const press = (group: number): void => {
    const next = new Set(only);
    if (!next.delete(group)) next.add(group);
    choose(next);
  };
  return (
    <section className="stack tight" aria-label={`Colours: ${title}`}>
      <div className="cluster apart">
        <h2 className="eyebrow">{title}</h2>
        {only.size > 0 && <button type="button" className="button quiet small" onClick={() => choose(new Set())}>Show all</button>}
      </div>
      <ul className="map-legend">
        {grouping.groups.map((group, at) => (
          <li key={group.key}>
            <button type="button" aria-pressed={only.has(at)} className={only.size > 0 && !only.has(at) ? 'away' : undefined} onClick={() => press(at)}>
              <span className="map-swatch" style={{ background: colourOf(grouping, at) }} />
              <span className="map-legend-name" dir="auto">{group.name}</span>
              <span className="number faint">{number(group.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
