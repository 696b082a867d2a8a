import { describe, expect, it } from 'vitest';
import { render, screen, within } from '@testing-library/react';
import { ShareBars } from './ShareBars';

describe('ShareBars', () => {
  it('says each share and what it is measured against in words', () => {
    render(<ShareBars caption="By country" of="Country" lines={[{ key: 'DE', label: 'Germany', share: 0.4, against: 0.2, note: '2.0 ×' }]} againstName="among all viewers" noteName="As frequent" />);
    const row = within(screen.getByRole('table')).getAllByRole('row')[1]!;
    expect(row.textContent).toBe('Germany40%, 20% among all viewers2.0 ×');
  });

  it('fills the track with the longest of bars and marks', () => {
    const { container } = render(<ShareBars caption="c" of="o" lines={[{ key: 'a', label: 'a', share: 0.1, against: 0.4 }, { key: 'b', label: 'b', share: 0.2 }]} againstName="m" />);
    const bars = [...container.querySelectorAll<HTMLElement>('.shares-bar')].map((bar) => bar.style.inlineSize);
    expect(bars).toEqual(['25%', '50%']);
    expect(container.querySelectorAll('.shares-track .shares-mark')).toHaveLength(1);
  });
});
