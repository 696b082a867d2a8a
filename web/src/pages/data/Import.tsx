import { useState } from 'react';
import { send, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { useGet } from '../../api/query';
import { FileDrop } from '../../components/FileDrop';
import { Failure } from '../../components/States';
import { toastProblem } from '../../components/Toast';
import { JobCard } from '../jobs/JobCard';
import { isAlive, pace, type Job } from '../jobs/jobs';
import { invalidate } from '../../api/query';
import { Imported } from './Imported';
import { Preview } from './Preview';

type Upload = Schemas['Upload'];

/** Takes files, shows what is understood of them, and imports them only then. */
export function Import() {
  const [upload, setUpload] = useState<Upload>();
  const [sending, setSending] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [job, setJob] = useState<string>();

  const take = async (files: File[]): Promise<void> => {
    setProblem(undefined);
    setJob(undefined);
    let known = upload;
    try {
      for (const file of files) {
        setSending(file.name);
        known = await send('post', '/v1/uploads', { query: { name: file.name, upload: known?.id }, raw: file });
        setUpload(known);
      }
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown));
    }
    setSending(undefined);
  };

  const forget = async (): Promise<void> => {
    const id = upload!.id;
    setUpload(undefined);
    await send('delete', '/v1/uploads/{id}', { path: { id } }).catch((thrown) => toastProblem(thrown));
  };

  const begin = async (skipBadLines: boolean): Promise<void> => {
    try {
      const begun = await send('post', '/v1/imports', { body: { upload: upload!.id, skipBadLines } });
      setUpload(undefined);
      setJob(begun.id);
    } catch (thrown) {
      setProblem(ApiProblem.of(thrown));
    }
  };

  return (
    <section className="stack" aria-labelledby="import">
      <h2 id="import">Bring data in</h2>
      <FileDrop
        several label={upload ? 'Add another file' : 'Drop files here, or press to choose them'} disabled={sending !== undefined} take={(files) => void take(files)}
        hint={sending ? `Reading ${sending}…` : 'MovieLens, RecBole, CSV, Gorse, JSON lines; several files or a zip. Nothing is written before you have seen what is understood.'}
      />
      {problem && <Failure problem={problem} />}
      {upload && <Preview upload={upload} forget={() => void forget()} begin={(skip) => void begin(skip)} />}
      {job && <Running id={job} />}
    </section>
  );
}

function Running({ id }: { id: string }) {
  const first = useGet('/v1/jobs/{id}', { path: { id } });
  const [told, setTold] = useState(false);
  const query = useGet('/v1/jobs/{id}', { path: { id } }, { every: first.data && isAlive(first.data) ? pace([first.data]) : false });
  const job: Job | undefined = query.data;
  if (job && !isAlive(job) && !told) {
    setTold(true);
    void invalidate('/v1/statistics', '/v1/users', '/v1/items');
  }
  return job ? <><JobCard job={job} />{job.state === 'done' && job.result && <Imported result={job.result as Schemas['ImportResult']} />}</> : null;
}
