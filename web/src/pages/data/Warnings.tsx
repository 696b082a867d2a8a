import type { Schemas } from '../../api/client';
import { number, words } from '../../format';
import { to } from '../../shell/router';

type Warning = Schemas['DataWarning'];

const OF_USERS = new Set<Warning['code']>(['suspected-bots', 'one-event-users']);
const OF_ITEMS = new Set<Warning['code']>(['double-items', 'never-seen', 'without-title', 'without-categories']);

/** What is odd about the data, what it is about, and what would help. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  return (
    <section className="stack" aria-labelledby="warnings">
      <h2 id="warnings">What is odd about it</h2>
      {warnings.length === 0
        ? <p className="soft">Nothing. No title without viewers, nobody who looks like a machine, no event from the future.</p>
        : (
          <ul className="warnings">
            {warnings.map((warning) => (
              <li key={warning.code} className="sheet" data-code={warning.code}>
                <div className="cluster apart">
                  <h3>{words(warning.code)}</h3>
                  <span className={warning.severity === 'warning' ? 'badge warn' : 'badge'}>{number(warning.count)} of {number(warning.total)}</span>
                </div>
                <p className="small">{warning.message}</p>
                {warning.examples.length > 0 && (
                  <p className="tiny soft examples">
                    {warning.examples.map((example) => (
                      <span key={example} dir="auto">{OF_USERS.has(warning.code) ? <a href={to('users/:id', { id: example })}>{example}</a> : OF_ITEMS.has(warning.code) ? <a href={to('items/:id', { id: example })}>{example}</a> : example}</span>
                    ))}
                    {warning.count > warning.examples.length && <span>and {number(warning.count - warning.examples.length)} more</span>}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
    </section>
  );
}
