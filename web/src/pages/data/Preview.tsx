import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { DataTable, type Column } from '../../components/DataTable';
import { Stat, Stats } from '../../components/Stat';
import { bytes, day, number, plural, words } from '../../format';
import { recordLine } from './records';

type Upload = Schemas['Upload'];
type Problem = Schemas['FileProblem'];
type Line = ReturnType<typeof recordLine>;

const PROBLEMS: readonly Column<Problem>[] = [
  { key: 'file', head: 'File', isHead: true, value: (problem) => problem.file },
  { key: 'line', head: 'Line', align: 'end', value: (problem) => problem.line, cell: (problem) => (problem.line === undefined ? '' : number(problem.line)) },
  { key: 'message', head: 'What is wrong, and what would be right', cell: (problem) => <span dir="auto">{problem.message}</span> },
];

const SAMPLE: readonly Column<Line>[] = [
  { key: 'type', head: 'Record', cell: (line) => line.type },
  { key: 'name', head: 'Of', isHead: true, cell: (line) => <span dir="auto">{line.name}</span> },
  { key: 'rest', head: 'What it says', cell: (line) => <span dir="auto" className="soft">{line.rest}</span> },
];

/** What was understood of files: counts, the first records, each bad line; nothing is written yet. */
export function Preview({ upload, forget, begin }: { upload: Upload; forget: () => void; begin: (skipBadLines: boolean) => void }) {
  const [skip, setSkip] = useState(false);
  const { understood, format, problem, problems, problemCount } = upload;
  return (
    <div className="sheet stack preview">
      <h3>{format ? format.words : 'Not recognised'}</h3>
      <p className="small soft">{upload.files.map((file) => `${file.name} (${bytes(file.bytes)})`).join(', ')}</p>
      {problem && <p className="field-problem" role="alert">{problem}</p>}
      {understood && (
        <>
          <Stats>
            <Stat label="Users" value={`${number(understood.users)}${understood.more ? '+' : ''}`} />
            <Stat label="Titles" value={`${number(understood.items)}${understood.more ? '+' : ''}`} />
            <Stat label="Interactions" value={number(understood.interactions)} note={understood.from && understood.until && `${day(understood.from)} to ${day(understood.until)}`} />
            {Object.entries(understood.kinds).map(([kind, count]) => <Stat key={kind} label={words(kind)} value={number(count)} />)}
            <Stat label="Bad lines" value={number(problemCount)} tone={problemCount > 0 ? 'bad' : 'good'} />
          </Stats>
          {problemCount > 0 && <DataTable caption={problemCount > problems.length ? `The first ${number(problems.length)} of ${plural(problemCount, 'bad line')}` : plural(problemCount, 'bad line')} columns={PROBLEMS} rows={problems} rowKey={(_, index) => String(index)} />}
          {understood.sample.length > 0 && <DataTable caption="The first records, as they are understood" columns={SAMPLE} rows={understood.sample.map(recordLine)} rowKey={(_, index) => String(index)} />}
        </>
      )}
      {upload.notices.length > 0 && <ul className="notes small soft">{upload.notices.map((notice) => <li key={`${notice.file} ${notice.line} ${notice.message}`}>{notice.file}: {notice.message}</li>)}</ul>}
      <div className="cluster">
        {problemCount > 0 && !problem && <label className="check"><input type="checkbox" checked={skip} onChange={(event) => setSkip(event.target.checked)} />Leave the bad lines out</label>}
        <button type="button" className="button primary" disabled={problem !== undefined || !understood || (problemCount > 0 && !skip)} onClick={() => begin(skip)}>Import</button>
        <button type="button" className="button" onClick={forget}>Forget these files</button>
      </div>
      {problemCount > 0 && !skip && !problem && <p className="small soft">As long as there are bad lines, nothing is imported: correct the file, or leave them out.</p>}
    </div>
  );
}
