import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../api/problem';
import { withAxes } from './Chart';
import { Combobox } from './Combobox';
import { DataTable, sorted } from './DataTable';
import { Dialog } from './Dialog';
import { FileDrop } from './FileDrop';
import { Slider } from './Slider';
import { Stat, Stats } from './Stat';
import { Answered } from './States';
import { Tabs } from './Tabs';
import { Time } from './Time';
import { toast, Toasts } from './Toast';
import { WhyBars, whyLines } from './WhyBars';

describe('WhyBars', () => {
  const contributions = Array.from({ length: 30 }, (_, index) => ({ item: `item-${index}`, score: (index % 3 === 0 ? -1 : 1) / (index + 2.7) }));
  const baseline = -0.53123;
  const score = baseline + contributions.reduce((sum, one) => sum + one.score, 0);

  it('prints values that add up to the printed score', () => {
    const lines = whyLines(score, baseline, contributions, (id) => id);
    expect(lines.reduce((sum, line) => sum + Math.round(line.value * 1000), 0)).toBe(Math.round(score * 1000));
    expect(lines.at(-1)!.to).toBeCloseTo(score, 3);
    expect(lines.map((line) => line.kind)).toEqual(['baseline', ...Array<string>(8).fill('item'), 'others']);
  });

  it('lets each bar begin where the one before ended', () => {
    const lines = whyLines(score, baseline, contributions, (id) => id);
    lines.slice(1).forEach((line, index) => expect(line.from).toBe(lines[index]!.to));
  });

  it('says what is not explained', () => {
    const lines = whyLines(2, 0, [{ item: 'a', score: 1 }], (id) => id);
    expect(lines.find((line) => line.kind === 'rest')?.value).toBe(1);
  });

  it('leaves out what counts nothing, and does not put one alone under others', () => {
    const nine = contributions.slice(0, 9);
    const lines = whyLines(nine.reduce((sum, one) => sum + one.score, 0), 0, [...nine, { feature: 'gender=female', score: 0 }], (id) => id);
    expect(lines).toHaveLength(10);
    expect(lines.some((line) => line.kind === 'others')).toBe(false);
  });

  it('names titles, features and the score', () => {
    render(<WhyBars score={1.5} baseline={0.5} contributions={[{ item: 'a', score: 0.75 }, { feature: 'ageGroup=40-59', score: 0.25 }]} titleOf={(id) => `Title ${id}`} />);
    expect(screen.getByRole('rowheader', { name: 'Title a' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'Age group: 40-59' })).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Score/ })).getByText('1.500')).toBeTruthy();
    expect(screen.getByText('+0.750')).toBeTruthy();
  });
});

describe('DataTable', () => {
  const rows = [{ name: 'b', size: 2 }, { name: 'a10', size: 10 }, { name: 'a9', size: undefined }];

  it('sorts numbers by size, words by the alphabet, and puts what is missing last either way', () => {
    expect(sorted(rows, (row) => row.size, true).map((row) => row.name)).toEqual(['a10', 'b', 'a9']);
    expect(sorted(rows, (row) => row.size, false).map((row) => row.name)).toEqual(['b', 'a10', 'a9']);
    expect(sorted(rows, (row) => row.name, false).map((row) => row.name)).toEqual(['a9', 'a10', 'b']);
  });

  it('says how it is sorted and turns round when pressed again', () => {
    render(<DataTable caption="Models" columns={[{ key: 'name', head: 'Name', value: (row: (typeof rows)[0]) => row.name, isHead: true }, { key: 'size', head: 'Size', value: (row) => row.size }]} rows={rows} rowKey={(row) => row.name} />);
    const names = (): (string | null)[] => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
    fireEvent.click(screen.getByRole('button', { name: 'Size' }));
    expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('descending');
    expect(names()).toEqual(['a10', 'b', 'a9']);
    fireEvent.click(screen.getByRole('button', { name: 'Size' }));
    expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('ascending');
    expect(names()).toEqual(['b', 'a10', 'a9']);
    expect(screen.getByRole('table', { name: 'Models' })).toBeTruthy();
  });

  it('says so where there is nothing', () => {
    render(<DataTable caption="Jobs" columns={[{ key: 'a', head: 'A' }]} rows={[]} rowKey={String} empty="No job yet." />);
    expect(screen.getByText('No job yet.')).toBeTruthy();
  });
});

describe('Answered', () => {
  const query = { data: undefined, problem: undefined, loading: true, stale: true, refetch: vi.fn() };

  it('shows each state', () => {
    const { rerender } = render(<Answered query={query}>{String}</Answered>);
    expect(screen.getByRole('status').textContent).toBe('Loading');
    const problem = new ApiProblem({ status: 503, title: 'Not now', detail: 'The disk is full.', traceId: 'abc' });
    rerender(<Answered query={{ ...query, problem, loading: false }}>{String}</Answered>);
    expect(screen.getByRole('alert').textContent).toContain('The disk is full.');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(query.refetch).toHaveBeenCalledOnce();
    rerender(<Answered query={{ ...query, data: [] as string[] }} empty={(data) => (data.length === 0 ? <p>Nothing</p> : null)}>{String}</Answered>);
    expect(screen.getByText('Nothing')).toBeTruthy();
    rerender(<Answered query={{ ...query, data: 'there' }}>{String}</Answered>);
    expect(screen.getByText('there')).toBeTruthy();
  });
});

describe('Tabs', () => {
  it('go from one to the next with the arrow keys', () => {
    const choose = vi.fn();
    render(<Tabs label="Views" tabs={[{ key: 'a', label: 'A' }, { key: 'b', label: 'B' }]} current="a" choose={choose}>Panel</Tabs>);
    fireEvent.keyDown(screen.getByRole('tab', { name: 'A' }), { key: 'ArrowLeft' });
    expect(choose).toHaveBeenCalledWith('b');
    expect(screen.getByRole('tabpanel', { name: 'A' })).toBeTruthy();
    expect(screen.getByRole('tab', { name: 'B' }).tabIndex).toBe(-1);
  });
});

describe('Combobox', () => {
  const search = vi.fn(async (text: string) => ['anna', 'anton', 'bert'].filter((id) => id.startsWith(text)).map((id) => ({ id, label: id })));

  it('finds as one types and chooses by keyboard', async () => {
    const choose = vi.fn();
    render(<Combobox label="User" search={search} choose={choose} />);
    const input = screen.getByRole('combobox', { name: 'User' });
    fireEvent.change(input, { target: { value: 'an' } });
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(input.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { name: 'anton' }).id);
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(choose).toHaveBeenCalledWith({ id: 'anton', label: 'anton' });
    expect(input.getAttribute('aria-expanded')).toBe('false');
  });

  it('says so where nothing is found, and closes with Escape', async () => {
    render(<Combobox label="User" search={search} choose={vi.fn()} />);
    const input = screen.getByRole('combobox', { name: 'User' });
    fireEvent.change(input, { target: { value: 'x' } });
    await screen.findByText('Nothing found for “x”.');
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.getAttribute('aria-expanded')).toBe('false');
  });
});

describe('small parts', () => {
  it('a dialog has a name and closes', () => {
    const close = vi.fn();
    render(<Dialog title="Why this?" close={close}>Because</Dialog>);
    expect(screen.getByRole('dialog', { name: 'Why this?' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(close).toHaveBeenCalled();
  });

  it('a slider says its value in words', () => {
    const change = vi.fn();
    render(<Slider label="Diversity" value={0.3} change={change} print={(value) => `${value * 100}%`} />);
    const input = screen.getByRole('slider', { name: 'Diversity' });
    expect(input.getAttribute('aria-valuetext')).toBe('30%');
    fireEvent.change(input, { target: { value: '0.5' } });
    expect(change).toHaveBeenCalledWith(0.5);
  });

  it('a time has a zone and is a date for machines', () => {
    render(<Time value="2026-11-22T08:44:05Z" zone="UTC" />);
    const time = screen.getByText('22 Nov 2026, 08:44 UTC');
    expect(time.getAttribute('datetime')).toBe('2026-11-22T08:44:05.000Z');
  });

  it('figures are a list of terms', () => {
    render(<Stats><Stat label="Users" value="3,000" note="20 countries" /></Stats>);
    expect(screen.getByRole('term').textContent).toBe('Users');
    expect(screen.getAllByRole('definition').map((one) => one.textContent)).toEqual(['3,000', '20 countries']);
  });

  it('takes one file, or several where it may', () => {
    const take = vi.fn();
    const files = [new File(['a'], 'a.csv'), new File(['b'], 'b.csv')];
    const { rerender } = render(<FileDrop label="Drop ratings here" take={take} />);
    fireEvent.change(screen.getByLabelText('Drop ratings here'), { target: { files } });
    expect(take).toHaveBeenLastCalledWith([files[0]]);
    rerender(<FileDrop label="Drop ratings here" several take={take} />);
    fireEvent.change(screen.getByLabelText('Drop ratings here'), { target: { files } });
    expect(take).toHaveBeenLastCalledWith(files);
  });

  it('a toast is said and can be dismissed and undone', () => {
    const run = vi.fn();
    render(<Toasts />);
    act(() => toast('Marked as watched', { action: { label: 'Undo', run } }));
    expect(within(screen.getByRole('log')).getByText('Marked as watched')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(run).toHaveBeenCalled();
    expect(screen.queryByText('Marked as watched')).toBeNull();
  });

  it('a chart says of its axes only what differs from all others', () => {
    const option = withAxes({ xAxis: { type: 'category' }, yAxis: [{ name: 'a' }] }, { axis: { axisTick: { show: false } }, color: ['red'] });
    expect(option).toEqual({ color: ['red'], xAxis: { axisTick: { show: false }, type: 'category' }, yAxis: [{ axisTick: { show: false }, name: 'a' }] });
  });
});
