import { useCallback, useState } from 'react';
import type { Schemas } from '../../api/client';
import { Chart, type ChartColours } from '../../components/Chart';
import { Slider } from '../../components/Slider';
import { Stat, Stats } from '../../components/Stat';
import { fixed, percent, pValue, signed } from '../../format';
import { Apply } from './Apply';
import { priceOption } from './priceChart';

type ReRankingPrice = Schemas['ReRankingPrice'];

const WORDS: Record<string, string> = { calibrated: 'Closer to each taste', mmr: 'More varied lists', exposure: 'More room for those who are shown too little' };

/** What each strength of a re-ranking would reach and what it would cost, before anything is changed. */
export function Price({ price }: { price: ReRankingPrice }) {
  const [at, setAt] = useState(Math.floor((price.points.length - 1) / 2));
  const point = price.points[Math.min(at, price.points.length - 1)];
  const option = useCallback((colour: ChartColours) => priceOption(price, at, colour), [price, at]);
  if (!point) return null;
  const cost = point.relativeChange;
  return (
    <section className="sheet stack" aria-label={`Re-ranking: ${price.reRanker}`} data-price={price.reRanker}>
      <div>
        <h2>{WORDS[price.reRanker] ?? price.reRanker} <span className="faint small">{price.reRanker}</span></h2>
        <p className="soft">Shrinks <code>{price.goal}</code>{price.goalBefore !== undefined && <>, now {fixed(price.goalBefore)}</>}; paid in <code>{price.metric}</code>{price.metricBefore !== undefined && <>, now {fixed(price.metricBefore)}</>}.</p>
      </div>
      <Slider label="Strength" value={at} change={setAt} minimum={0} maximum={price.points.length - 1} step={1} print={(index) => fixed(price.points[index]?.strength ?? 0, 2)} />
      <Stats>
        <Stat label="Of the gap is gone" value={point.closed === undefined ? '–' : percent(point.closed)} tone={point.closed !== undefined && point.closed > 0 ? 'good' : undefined} note={point.goalAfter !== undefined && `${price.goal} ${fixed(point.goalAfter)}`} />
        <Stat label={`Price in ${price.metric}`} value={cost === undefined ? '–' : `${signed(cost * 100, 1)}%`} tone={cost !== undefined && cost < 0 ? 'bad' : undefined} note={point.relativeChangeInterval && `${signed(point.relativeChangeInterval[0]! * 100, 1)}% to ${signed(point.relativeChangeInterval[1]! * 100, 1)}%`} />
        {point.correctedP !== undefined && <Stat label="Is the price chance?" value={pValue(point.correctedP)} note={point.correctedP < 0.05 ? 'it is real' : 'it may be'} />}
      </Stats>
      <Chart
        title="Gain and price by strength" summary={`At strength ${point.strength}, ${point.closed === undefined ? 'an unknown share' : percent(point.closed)} of the gap is gone.`} option={option} height={260} rows={price.points} rowKey={(one) => String(one.strength)}
        columns={[
          { key: 'strength', head: 'Strength', isHead: true, value: (one) => one.strength, cell: (one) => fixed(one.strength, 2) },
          { key: 'closed', head: 'Of the gap is gone', align: 'end', value: (one) => one.closed, cell: (one) => (one.closed === undefined ? '–' : percent(one.closed)) },
          { key: 'cost', head: `Change of ${price.metric}`, align: 'end', value: (one) => one.relativeChange, cell: (one) => (one.relativeChange === undefined ? '–' : `${signed(one.relativeChange * 100, 1)}%`) },
          { key: 'p', head: 'Corrected p', align: 'end', value: (one) => one.correctedP, cell: (one) => (one.correctedP === undefined ? '–' : pValue(one.correctedP)) },
        ]}
      />
      <Apply reRanker={price.reRanker} strength={point.strength} />
    </section>
  );
}
