import type { Schemas } from '../../api/client';
import { Stat, Stats } from '../../components/Stat';
import { duration, fixed, plural } from '../../format';
import { to } from '../../shell/router';

/** What came of a training. */
export function Trained({ result }: { result: Schemas['TrainResult'] }) {
  const { judged } = result;
  return (
    <section className="sheet stack" aria-labelledby="trained">
      <h2 id="trained">{result.published ? `Published as version ${result.version}${result.held ? ', held back' : ''}` : 'Not published'}</h2>
      <p>{sentence(result.reason)} {result.held && <>What was served goes on until you publish it on the page of the model.</>}</p>
      {judged && (
        <Stats>
          <Stat label={`New model, ${judged.metric}`} value={fixed(judged.candidate, 4)} tone={judged.candidate >= judged.current ? 'good' : 'bad'} />
          <Stat label={judged.against ?? 'Served before'} value={fixed(judged.current, 4)} />
          <Stat label="On the latest events of" value={plural(judged.users, 'user')} />
          <Stat label="Took" value={duration(result.seconds)} />
        </Stats>
      )}
      <p><a className="button" href={to('models/:name', { name: result.model })}>The model {result.model}</a></p>
    </section>
  );
}

function sentence(text: string): string {
  return text ? `${text[0]!.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}` : '';
}
