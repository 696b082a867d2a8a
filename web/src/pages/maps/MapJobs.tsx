import { useEffect, useRef } from 'react';
import { invalidate, useGet } from '../../api/query';
import { toast } from '../../components/Toast';
import { JobCard } from '../jobs/JobCard';
import { isAlive, pace } from '../jobs/jobs';

/** Maps that are being drawn; those that are done are shown where maps are. */
export function MapJobs() {
  const first = useGet('/v1/jobs', {});
  const query = useGet('/v1/jobs', {}, { every: pace(first.data?.jobs) });
  const watched = useRef(new Set<string>());
  const jobs = (query.data?.jobs ?? []).filter((job) => job.type === 'map');
  useEffect(() => {
    for (const job of jobs) {
      if (isAlive(job)) watched.current.add(job.id);
      else if (job.state === 'done' && watched.current.delete(job.id)) {
        toast(`${job.title}: drawn.`);
        void invalidate('/v1/maps');
      }
    }
  });
  const shown = jobs.filter((job) => isAlive(job) || (job.state !== 'done' && watched.current.has(job.id)));
  if (shown.length === 0) return null;
  return (
    <section className="stack tight" aria-label="Maps being drawn">
      {shown.map((job) => <JobCard key={job.id} job={job} />)}
    </section>
  );
}
