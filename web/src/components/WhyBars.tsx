import { useMemo } from 'react';
import { fixed, plural, roundToSum, signed, wordsOfKey } from '../format';
import './why.css';

export interface Contribution {
  item?: string;
  feature?: string;
  score?: number;
}

export interface WhyLine {
  key: string;
  kind: 'baseline' | 'item' | 'feature' | 'others' | 'rest';
  label: string;
  value: number;
  /** Where its bar begins and ends: the sum before it and behind it. */
  from: number;
  to: number;
}

/** The sum as lines: where it begins, what counts most, all others together. The printed values add up to the printed score exactly. */
export function whyLines(score: number, baseline: number, contributions: readonly Contribution[], titleOf: (id: string) => string, most = 8, digits = 3): WhyLine[] {
  const order = contributions.filter((one) => (one.score ?? 0) !== 0).sort((a, b) => Math.abs(b.score!) - Math.abs(a.score!));
  const shown = order.length > most + 1 ? order.slice(0, most) : order;
  const others = order.slice(shown.length);
  const sum = baseline + order.reduce((total, one) => total + one.score!, 0);
  const lines: { key: string; kind: WhyLine['kind']; label: string; value: number }[] = [{ key: 'baseline', kind: 'baseline', label: 'Where everybody begins', value: baseline }];
  for (const one of shown) {
    const kind = one.item !== undefined ? 'item' : 'feature';
    lines.push({ key: `${kind}:${one.item ?? one.feature}`, kind, label: one.item !== undefined ? titleOf(one.item) : featureName(one.feature ?? ''), value: one.score! });
  }
  if (others.length > 0) {
    lines.push({ key: 'others', kind: 'others', label: `${plural(others.length, 'other')} together`, value: others.reduce((total, one) => total + one.score!, 0) });
  }
  // Scores are single precision: what remains of a million small parts is a rounding, anything more is said.
  if (Math.abs(score - sum) > 0.002 * Math.max(1, Math.abs(score))) lines.push({ key: 'rest', kind: 'rest', label: 'Not explained', value: score - sum });
  const values = roundToSum(lines.map((line) => line.value), score, digits);
  let at = 0;
  return lines.map((line, index) => ({ ...line, value: values[index]!, from: at, to: (at = Math.round((at + values[index]!) * 10 ** digits) / 10 ** digits) }));
}

/** country: ES, of country=ES. */
function featureName(feature: string): string {
  const at = feature.indexOf('=');
  return at < 0 ? wordsOfKey(feature) : `${wordsOfKey(feature.slice(0, at))}: ${feature.slice(at + 1)}`;
}

/** Why a score is what it is: a bridge of bars from where everybody begins to the score. */
export function WhyBars({ score, baseline = 0, contributions, titleOf, most = 8, caption = 'How the score adds up' }: {
  score: number;
  baseline?: number;
  contributions: readonly Contribution[];
  titleOf: (id: string) => string;
  most?: number;
  caption?: string;
}) {
  const lines = useMemo(() => whyLines(score, baseline, contributions, titleOf, most), [score, baseline, contributions, titleOf, most]);
  const ends = [0, score, ...lines.flatMap((line) => [line.from, line.to])];
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low || 1;
  const place = (value: number): number => ((value - low) / span) * 100;
  const bar = (from: number, to: number): { insetInlineStart: string; inlineSize: string } => ({
    insetInlineStart: `${place(Math.min(from, to))}%`,
    inlineSize: `${Math.max(0.4, (Math.abs(to - from) / span) * 100)}%`,
  });
  const axis = { insetInlineStart: `${place(0)}%` };
  return (
    <table className="why">
      <caption className="hidden">{caption}</caption>
      <colgroup><col className="why-names" /><col /><col className="why-values" /></colgroup>
      <thead className="hidden"><tr><th scope="col">Because of</th><th scope="col">Bar</th><th scope="col">Counts</th></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} data-kind={line.kind} data-value={line.value}>
            <th scope="row" dir="auto" title={line.label}>{line.label}</th>
            <td className="why-track" aria-hidden="true">
              <span className="why-axis" style={axis} />
              <span className={line.kind === 'baseline' ? 'why-bar start' : line.value < 0 ? 'why-bar loss' : 'why-bar gain'} style={bar(line.from, line.to)} />
            </td>
            <td className="why-value number">{line.kind === 'baseline' ? fixed(line.value) : signed(line.value)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-kind="score" data-value={lines.at(-1)?.to ?? 0}>
          <th scope="row">Score</th>
          <td className="why-track" aria-hidden="true"><span className="why-axis" style={axis} /><span className="why-bar total" style={bar(0, score)} /></td>
          <td className="why-value number">{fixed(score)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
