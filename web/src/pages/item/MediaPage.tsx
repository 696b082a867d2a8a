import type { Schemas } from '../../api/client';
import { useItems, type Item } from '../../api/items';
import { useGet } from '../../api/query';
import { Poster } from '../../components/poster/Poster';
import { ShareBars } from '../../components/ShareBars';
import { Answered, Empty, Loading } from '../../components/States';
import { usePageTitle } from '../../components/usePageTitle';
import { fixed, list, number, plural, words } from '../../format';
import type { PageProperties } from '../../shell/routes';
import { to } from '../../shell/router';
import { modalityName, nearestBy, weightLines } from './modalities';
import './item.css';

type Media = Schemas['ItemMedia'];
type Modality = Schemas['MediaModality'];

const NEAREST = 10;
const MARK = 'on average';

/** How an item looks, sounds and reads, as far as vectors say: what counts of it, and what is near. */
export default function MediaPage({ parameters }: PageProperties) {
  const id = parameters.id!;
  const item = useGet('/v1/items/{id}', { path: { id } });
  const media = useGet('/v1/items/{id}/media', { path: { id }, query: { n: NEAREST } });
  usePageTitle(`Picture and sound of ${item.data?.title ?? id}`);
  return (
    <div className="page">
      <Answered query={item} loading={<Loading label="Loading the item" height={220} />}>
        {(known) => (
          <>
            <Head item={{ ...known, id }} media={media.data} />
            <Answered query={media} loading={<Loading label="Loading what is near" height={420} />} empty={nothing}>
              {(answer) => (
                <>
                  {answer.missing.length > 0 && <p className="soft">Missing here: {list(answer.missing.map(({ name, items }) => `${modalityName(name).toLowerCase()} (${plural(items, 'other title has', 'other titles have')} it)`))}.</p>}
                  <Counts modalities={answer.modalities} />
                  <div className="grid near">{answer.modalities.map((modality) => <Nearest key={modality.name} modality={modality} />)}</div>
                </>
              )}
            </Answered>
          </>
        )}
      </Answered>
    </div>
  );
}

function Head({ item, media }: { item: Item; media: Media | undefined }) {
  return (
    <header className="item-head media-head">
      <Poster item={item} width={150} eager />
      <div className="stack tight">
        <p className="eyebrow">Picture and sound</p>
        <h1 dir="auto">{item.title ?? item.id}</h1>
        <p className="lead">What is near it by how it looks, sounds and reads, and how much each of these counts.</p>
        <dl className="facts">
          {media?.modalities.map(({ name, length, items, weights }) => (
            <div key={name}>
              <dt>{modalityName(name)}{weights && ': fused'}</dt>
              <dd><code>{name}</code>, {plural(length, 'number')}, of {plural(items, 'title')}</dd>
            </div>
          ))}
          {media && <div><dt>Own picture</dt><dd>{media.image ? <span className="media-image">{media.image}</span> : 'none named: the poster is drawn from facts'}</dd></div>}
        </dl>
        <p><a href={to('items/:id', { id: item.id })}>All that is known of it</a></p>
      </div>
    </header>
  );
}

/** What to do where the item has no vector. */
function nothing({ modalities, missing }: Media) {
  if (modalities.length > 0) return null;
  return missing.length > 0
    ? <Empty icon="media" title="Neither picture nor sound of it">Other titles have {list(missing.map(({ name, items }) => `${modalityName(name).toLowerCase()} (${number(items)})`))}. Put its files into the folders with theirs and run <code>marquee media embed</code> again.</Empty>
    : (
      <Empty icon="media" title="No title has a picture or a sound yet">
        <p>With a folder of posters and one of trailers, each file named by the id of its title:</p>
        <p><code>marquee media embed posters --as poster</code></p>
        <p><code>marquee media embed trailers --as audio</code></p>
        <p><code>marquee media fuse</code></p>
      </Empty>
    );
}

function Counts({ modalities }: { modalities: readonly Modality[] }) {
  const fused = modalities.filter((modality) => modality.weights);
  return (
    <section className="sheet stack" aria-labelledby="counts">
      <h2 id="counts">What counts</h2>
      {fused.length === 0 && <p className="soft">How much each counts has not been learned for this title. Learn it with <code>marquee media fuse</code>, from two kinds of vectors or more.</p>}
      {fused.map(({ name, weights }) => (
        <ShareBars
          key={name} caption={`Attention in ${modalityName(name).toLowerCase()}`} of="Modality" lines={weightLines(weights!)} againstName={MARK} noteName="Missing or there"
        />
      ))}
      {fused.length > 0 && <p className="small soft">How much each modality weighs in the one vector that is made of all, learned by telling what kind of title it is. The weights of a title add up to 100%; what is missing weighs nothing.</p>}
    </section>
  );
}

const NONE: readonly string[] = [];

function Nearest({ modality }: { modality: Modality }) {
  const facts = useItems(modality.nearest.length ? modality.nearest.map(({ id }) => id) : NONE);
  const head = `near-${modality.name}`;
  return (
    <section className="sheet stack tight" aria-labelledby={head} data-modality={modality.name}>
      <h2 id={head}>{nearestBy(modality)}</h2>
      {modality.nearest.length === 0 && <p className="soft">Nothing is near: no other title has vectors that can be compared with its own.</p>}
      <ol className="cards near-cards">
        {modality.nearest.map((near) => {
          const known = facts.get(near.id);
          return (
            <li key={near.id}>
              <a className="card" href={to('items/:id/media', { id: near.id })}>
                <Poster item={known ?? near} width={120} />
                <span className="card-title" dir="auto">{near.title ?? near.id}</span>
              </a>
              <p className="near-facts"><span className="number" title="Similarity: 1 is the same, 0 as any two">{fixed(near.similarity, 2)}</span>{known?.categories?.length ? <span className="near-genres"> {known.categories.slice(0, 2).map(words).join(', ')}</span> : null}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
