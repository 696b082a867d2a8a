import type { Schemas } from '../../api/client';

export type Knob = 'calibration' | 'diversity';

/** What of the lists that are served a re-ranker is; undefined for one that only evaluations know. */
export function knobOf(reRanker: string): Knob | undefined {
  return ({ calibrated: 'calibration', mmr: 'diversity' } as Record<string, Knob | undefined>)[reRanker];
}

/** How lists are served now, with one thing changed: what is left out of the request would go back to what is usual. */
export function requestOf(now: Schemas['Serving'], knob: Knob, value: number): Schemas['ServingRequest'] {
  const { model, diversity, calibration, exploration, maxPerFranchise } = now;
  return { model: model ?? null, diversity, calibration, exploration, maxPerFranchise: maxPerFranchise ?? null, [knob]: value };
}
