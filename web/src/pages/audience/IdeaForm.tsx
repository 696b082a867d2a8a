import { useId } from 'react';
import { send } from '../../api/client';
import { ItemPicker } from '../../components/Pickers';
import { toastProblem } from '../../components/Toast';
import { BLANK, ideaOf, type Idea } from './idea';

const KINDS = ['film', 'series', 'episode', 'video', 'track'];

/** A title that does not exist yet: described from nothing, or from a title that does. */
export function IdeaForm({ idea, change, begin: taken }: {
  idea: Idea;
  change: (idea: Idea) => void;
  /** A title that exists was taken over. */
  begin: (idea: Idea, id: string, title: string) => void;
}) {
  const begin = async (id: string): Promise<void> => {
    try {
      const item = await send('get', '/v1/items/{id}', { path: { id } });
      taken(ideaOf(item), id, item.title ?? id);
    } catch (thrown) {
      toastProblem(thrown, 'Not taken over');
    }
  };
  const field = (name: Exclude<keyof Idea, 'rest'>) => ({ value: idea[name], change: (value: string) => change({ ...idea, [name]: value }) });
  return (
    <form className="sheet stack" aria-labelledby="idea" onSubmit={(event) => event.preventDefault()}>
      <div className="cluster apart">
        <h2 id="idea">The title</h2>
        {idea !== BLANK && <button type="button" className="button quiet small" onClick={() => change(BLANK)}>Begin anew</button>}
      </div>
      <ItemPicker label="Begin as a title like" choose={(id) => void begin(id)} />
      <Text label="Title" {...field('title')} />
      <div className="idea-row">
        <Text label="Kind" {...field('kind')} suggestions={KINDS} />
        <Text label="Year" numeric {...field('year')} />
        <Text label="Language" hint="such as ko" {...field('language')} />
      </div>
      <Text label="Countries of origin" hint="such as KR, US" {...field('countries')} />
      <Text label="Categories" hint="such as drama, thriller" {...field('categories')} />
      <Text label="Labels" hint="such as class-divide, twist-ending" {...field('labels')} />
      <Text label="People" hint="such as Bong Joon-ho (director), Song Kang-ho (cast)" {...field('people')} />
      <Text label="Summary" long {...field('summary')} />
    </form>
  );
}

function Text({ label, value, change, hint, long = false, numeric = false, suggestions }: {
  label: string; value: string; change: (value: string) => void; hint?: string; long?: boolean; numeric?: boolean; suggestions?: readonly string[];
}) {
  const id = useId();
  const shared = { id, className: 'input', dir: 'auto' as const, value, 'aria-describedby': hint && `${id}-hint`, autoComplete: 'off' };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {long
        ? <textarea {...shared} rows={3} onChange={(event) => change(event.target.value)} />
        : <input {...shared} type="text" inputMode={numeric ? 'numeric' : undefined} list={suggestions && `${id}-list`} onChange={(event) => change(event.target.value)} />}
      {suggestions && <datalist id={`${id}-list`}>{suggestions.map((one) => <option key={one} value={one} />)}</datalist>}
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
