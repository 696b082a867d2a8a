import { percent } from '../format';
import './share.css';

export interface ShareLine {
  key: string;
  label: string;
  /** From 0 to 1. */
  share: number;
  /** What it is measured against, from 0 to 1: a mark on the bar. */
  against?: number;
  /** Stands behind the share: how many, how unusual. */
  note?: string;
}

/** Shares as bars, each with a mark where it would stand if it were as elsewhere. The longest bar fills the track. */
export function ShareBars({ caption, of, lines, againstName, noteName }: {
  caption: string;
  /** Head of the first column: what the lines are. */
  of: string;
  lines: readonly ShareLine[];
  /** What the mark is, for the key and for screen readers. */
  againstName?: string;
  noteName?: string;
}) {
  const widest = Math.max(...lines.map((line) => Math.max(line.share, line.against ?? 0)), 1e-9);
  const marked = againstName !== undefined && lines.some((line) => line.against !== undefined);
  const noted = noteName !== undefined && lines.some((line) => line.note !== undefined);
  return (
    <div className="shares">
      <table>
        <caption>{caption}{marked && <span className="shares-key"><span className="shares-mark" aria-hidden="true" />{againstName}</span>}</caption>
        <colgroup><col className="shares-name" /><col /><col className="shares-number" />{noted && <col className="shares-number" />}</colgroup>
        <thead className="hidden">
          <tr><th scope="col">{of}</th><th scope="col">Bar</th><th scope="col">Share</th>{noted && <th scope="col">{noteName}</th>}</tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" dir="auto" title={line.label}>{line.label}</th>
              <td className="shares-track" aria-hidden="true">
                <span className="shares-bar" style={{ inlineSize: `${(line.share / widest) * 100}%` }} />
                {line.against !== undefined && <span className="shares-mark" style={{ insetInlineStart: `${(line.against / widest) * 100}%` }} />}
              </td>
              <td className="shares-value number">{percent(line.share)}{marked && line.against !== undefined && <span className="hidden">, {percent(line.against)} {againstName}</span>}</td>
              {noted && <td className="shares-note number">{line.note}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
