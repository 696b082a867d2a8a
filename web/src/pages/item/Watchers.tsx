import { useGet } from '../../api/query';
import { ShareBars } from '../../components/ShareBars';
import { Stat, Stats } from '../../components/Stat';
import { Answered, Empty, Loading } from '../../components/States';
import { country, number, words, wordsOfKey } from '../../format';
import { audienceLines } from './shares';

const MARK = 'among all viewers';

/** Who watches an item: how many, from where, how old, and what sets them apart from the viewers of anything. */
export function Watchers({ id }: { id: string }) {
  const query = useGet('/v1/items/{id}/audience', { path: { id } });
  return (
    <section className="sheet stack" aria-labelledby="watchers">
      <h2 id="watchers">Who watches it</h2>
      <Answered query={query} loading={<Loading label="Loading its audience" height={320} />} empty={({ viewers }) => (viewers ? null : <Empty icon="audience" title="Nobody yet">Its audience shows as soon as somebody watches it.</Empty>)}>
        {(audience) => (
          <>
            <Stats>
              <Stat label="Viewers" value={number(audience.viewers)} />
              {Object.entries(audience.kinds).slice(0, 3).map(([kind, count]) => <Stat key={kind} label={words(kind)} value={number(count)} />)}
            </Stats>
            {audience.byCountry.length > 0 && <ShareBars caption="By country" of="Country" lines={audienceLines(audience.byCountry, country)} againstName={MARK} noteName="As frequent as among all viewers" />}
            {audience.byAgeGroup.length > 0 && <ShareBars caption="By age" of="Age" lines={audienceLines(audience.byAgeGroup, (value) => value)} againstName={MARK} noteName="As frequent as among all viewers" />}
            {Object.entries(audience.byAttribute).filter(([, shares]) => shares.length > 1).map(([name, shares]) => (
              <ShareBars key={name} caption={`By ${wordsOfKey(name).toLowerCase()}`} of={wordsOfKey(name)} lines={audienceLines(shares, words)} againstName={MARK} noteName="As frequent as among all viewers" />
            ))}
          </>
        )}
      </Answered>
    </section>
  );
}
