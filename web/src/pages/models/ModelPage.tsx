import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { invalidate, useGet } from '../../api/query';
import { useMay } from '../../api/session';
import { DataTable, type Column } from '../../components/DataTable';
import { Icon } from '../../components/Icon';
import { Answered, Empty, Loading } from '../../components/States';
import { Time } from '../../components/Time';
import { toast, toastProblem } from '../../components/Toast';
import { bytes, duration, fixed } from '../../format';
import type { PageProperties } from '../../shell/routes';
import { to } from '../../shell/router';
import { differences } from './options';
import { TrainForm } from './TrainForm';
import './models.css';

type Version = Schemas['PublishedVersion'];

/** One model: its versions, what they were trained with and how they were judged; which is served. */
export default function ModelPage({ parameters }: PageProperties) {
  const name = parameters.name!;
  const query = useGet('/v1/models', {});
  return (
    <div className="page">
      <Answered query={query} loading={<Loading label="Loading the model" height={320} />}>
        {({ models }) => {
          const model = models.find((one) => one.name === name);
          return model ? <Versions model={model} /> : <Empty icon="models" title={`There is no model ${name}`}><a href={to('models')}>All models</a></Empty>;
        }}
      </Answered>
    </div>
  );
}

function Versions({ model }: { model: Schemas['PublishedName'] }) {
  const may = useMay('admin');
  const [busy, setBusy] = useState(false);
  const [training, setTraining] = useState(false);
  const carryOut = async (doing: () => Promise<unknown>, told: string): Promise<void> => {
    setBusy(true);
    try {
      await doing();
      await invalidate('/v1/models', '/v1/users');
      toast(told);
    } catch (thrown) {
      toastProblem(thrown, 'Nothing changed');
    }
    setBusy(false);
  };
  const path = { name: model.name };
  const serve = (version: number | null): Promise<void> =>
    carryOut(() => send('post', '/v1/models/{name}/serve', { path, body: { version } }), version === null ? 'The newest version is served.' : `Version ${version} is served.`);
  const names = differences(model.versions);
  const earlier = model.version !== undefined && model.versions.some((version) => version.version < model.version!);
  const columns: readonly Column<Version>[] = [
    { key: 'version', head: 'Version', isHead: true, value: (one) => one.version },
    {
      key: 'state', head: 'State',
      cell: (one) => (one.served ? <span className="badge good">Served</span> : one.held ? <span className="badge warn">Held back</span> : <span className="badge">Kept</span>),
    },
    { key: 'published', head: 'Published', value: (one) => one.publishedAt, cell: (one) => <Time value={one.publishedAt} /> },
    {
      key: 'judged', head: 'On the latest events', align: 'end', value: (one) => one.judged?.candidate,
      cell: (one) => (one.judged ? <span title={`${one.judged.metric}, ${one.judged.users} users`}>{fixed(one.judged.candidate, 4)} against {fixed(one.judged.current, 4)} of {one.judged.against ?? 'the one before'}</span> : '–'),
    },
    ...names.map((option): Column<Version> => ({ key: option, head: option, align: 'end', cell: (one) => String(one.options?.[option] ?? '–') })),
    { key: 'seconds', head: 'Trained in', align: 'end', value: (one) => one.trainSeconds, cell: (one) => (one.trainSeconds === undefined ? '–' : duration(one.trainSeconds)) },
    { key: 'size', head: 'Size', align: 'end', value: (one) => one.sizeBytes, cell: (one) => bytes(one.sizeBytes) },
    ...(may ? [{
      key: 'serve', head: <span className="hidden">Publish</span>, align: 'end',
      cell: (one: Version) => (one.served ? null : <button type="button" className="button small" disabled={busy} onClick={() => void serve(one.version)}>Publish version {one.version}</button>),
    } satisfies Column<Version>] : []),
  ];
  const common = Object.entries(model.versions.at(-1)?.options ?? {}).filter(([option]) => !names.includes(option));
  return (
    <>
      <header className="page-head">
        <div>
          <p className="eyebrow"><a href={to('models')}>Models</a></p>
          <h1>{model.name}</h1>
          <div className="cluster model-badges">
            {model.family && <span className="badge">{model.family}</span>}
            {model.main && <span className="badge accent">answers where a request names no model</span>}
            {model.pinned && <span className="badge info">version {model.version} was chosen and stays</span>}
          </div>
        </div>
        {may && (
          <div className="cluster">
            <button type="button" className="button primary" onClick={() => setTraining(true)}><Icon name="play" size={16} />Train again</button>
            <button type="button" className="button" disabled={busy || !earlier} onClick={() => void carryOut(() => send('post', '/v1/models/{name}/rollback', { path }), 'The version before is served.')}>Roll back</button>
            {model.pinned && <button type="button" className="button" disabled={busy} onClick={() => void serve(null)}>Serve the newest again</button>}
          </div>
        )}
      </header>
      <DataTable caption="Versions" columns={columns} rows={[...model.versions].reverse()} rowKey={(one) => String(one.version)} />
      {common.length > 0 && (
        <section className="stack" aria-labelledby="options">
          <h2 id="options">{names.length ? 'Options that all versions share' : 'Options'}</h2>
          <dl className="facts">{common.map(([option, value]) => <div key={option}><dt>{option}</dt><dd className="number">{String(value)}</dd></div>)}</dl>
        </section>
      )}
      {training && <TrainForm close={() => setTraining(false)} family={model.family} options={model.versions.find((one) => one.served)?.options} name={model.name} />}
    </>
  );
}
