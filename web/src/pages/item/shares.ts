import type { ShareLine } from '../../components/ShareBars';
import type { Schemas } from '../../api/client';
import { fixed } from '../../format';

/** Lines of an audience by one attribute: the share among the item's viewers, and the mark where it stands among all viewers. */
export function audienceLines(shares: Schemas['AudienceShares'], name: (value: string) => string, most = 10): ShareLine[] {
  return shares.slice(0, most).map(({ value, viewers, share, lift }) => ({
    key: value,
    label: name(value),
    share,
    against: lift > 0 ? share / lift : undefined,
    note: viewers > 0 && lift > 0 ? `${fixed(lift, 1)} ×` : undefined,
  }));
}
