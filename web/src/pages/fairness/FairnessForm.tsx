import { useState } from 'react';
import { useGet } from '../../api/query';
import { Answered } from '../../components/States';
import { wordsOfKey } from '../../format';
import { JobForm } from '../models/JobForm';
import { useJob } from '../models/useJob';
import '../models/models.css';

const MOST_GROUPS = 12;

/** Asks for a report: of which model, by which groups, with which re-rankings priced. */
export function FairnessForm({ close }: { close: () => void }) {
  const facts = useGet('/v1/evaluation', {});
  const models = useGet('/v1/models', {});
  const [model, setModel] = useState<string>();
  const [users, setUsers] = useState<readonly string[]>(['history']);
  const [items, setItems] = useState<readonly string[]>(['popularity']);
  const [reRankings, setReRankings] = useState<readonly string[]>(['calibrated', 'mmr']);
  const { busy, problem, start } = useJob();
  const chosen = model ?? models.data?.main.replace(/\/.*$/, '') ?? '';
  return (
    <JobForm
      title="Measure fairness and spread" action="Measure" busy={busy} problem={problem} close={close} disabled={!chosen}
      submit={() => void start({ type: 'fairness', model: chosen, userAttributes: [...users], itemAttributes: [...items], reRankings: [...reRankings] })}
    >
      <Answered query={models}>
        {({ models }) => (
          <label className="field"><span className="label">Model</span>
            <select className="input" value={chosen} onChange={(event) => setModel(event.target.value)}>{models.map(({ name }) => <option key={name}>{name}</option>)}</select>
          </label>
        )}
      </Answered>
      <Answered query={facts}>
        {({ userGroups, itemGroups, reRankers }) => (
          <>
            <Many legend="Users by" all={userGroups.slice(0, MOST_GROUPS)} chosen={users} change={setUsers} />
            <Many legend="Titles by" all={itemGroups.slice(0, MOST_GROUPS)} chosen={items} change={setItems} />
            <Many legend="Re-rankings to price" all={reRankers.map(({ name }) => name)} chosen={reRankings} change={setReRankings} print={(name) => name} />
          </>
        )}
      </Answered>
    </JobForm>
  );
}

function Many({ legend, all, chosen, change, print = wordsOfKey }: { legend: string; all: readonly string[]; chosen: readonly string[]; change: (chosen: readonly string[]) => void; print?: (name: string) => string }) {
  return (
    <fieldset className="choices many">
      <legend className="label">{legend}</legend>
      {all.map((name) => (
        <label key={name} className="check">
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => change(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])} />{print(name)}
        </label>
      ))}
    </fieldset>
  );
}
