import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ApiPage from './ApiPage';
import { curlOf, exampleOf, fieldsOf, filledAddress, operationsOf, typeOf, type Spec } from './spec';

const spec = JSON.parse(readFileSync(join(import.meta.dirname, '../../../openapi.json'), 'utf8')) as Spec;
const operations = operationsOf(spec);
const find = (id: string) => operations.find((one) => one.operationId === id)!;

describe('the description of the API', () => {
  it('is read whole: every route has a name of its own, a subject and a summary', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    for (const operation of operations) {
      expect(operation.summary, operation.path).toBeTruthy();
      expect(operation.tag).not.toBe('Other');
    }
  });

  it('has no reference to nowhere, and an example for every body', () => {
    for (const reference of JSON.stringify(spec).matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(spec.components.schemas).toHaveProperty(reference[1]!);
    for (const { body } of operations) if (body) expect(exampleOf(spec, body.schema)).not.toBeUndefined();
  });

  it('says types in words', () => {
    expect(typeOf(spec, { type: 'array', items: { type: 'string' } })).toBe('list of string');
    expect(typeOf(spec, { type: ['integer', 'null'] })).toBe('integer | null');
    expect(typeOf(spec, { $ref: '#/components/schemas/Item' })).toBe('Item');
    expect(typeOf(spec, { enum: ['a', 'b'] })).toBe('"a" | "b"');
    expect(fieldsOf(spec, { $ref: '#/components/schemas/HomePage' }).map((field) => field.name)).toContain('rows');
  });

  it('makes requests out of what is filled in', () => {
    const filled = { values: { 'path:id': "o'brien/1", 'query:rows': '3', 'query:model': '' } };
    expect(filledAddress(find('getUsersByIdHome'), filled)).toBe("v1/users/o'brien%2F1/home?rows=3");
    expect(curlOf(find('getUsersByIdHome'), filled, 'http://host/prefix/', true)).toBe(`curl \\\n  -H "Authorization: Bearer $MARQUEE_KEY" \\\n  'http://host/prefix/v1/users/o'\\''brien%2F1/home?rows=3'`);
    expect(curlOf(find('postInteractions'), { values: {}, body: '{"user":"a"}' }, 'http://host/', false)).toContain(`--data-binary '{"user":"a"}'`);
  });
});

describe('the page of the API', () => {
  const sent = vi.fn();
  beforeEach(() => {
    vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
      sent(init?.method ?? 'GET', address);
      const json = (value: unknown): Response => new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });
      if (address === 'v1/openapi.json') return json(spec);
      if (address.startsWith('v1/users?')) return json({ users: [{ id: 'anna' }] });
      if (address.startsWith('v1/items?')) return json({ items: [{ id: 'heat' }] });
      if (address === 'v1/models') return json({ main: 'ease/1', models: [], refused: [] });
      return json({ id: 'heat', title: 'Heat' });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('sends a route with what is there, and shows the answer', async () => {
    render(<ApiPage parameters={{ operation: 'getItemsById' }} />);
    const form = await screen.findByRole('region', { name: 'Try it' });
    await vi.waitFor(() => expect((within(form).getByRole('textbox', { name: /^id/ }) as HTMLInputElement).value).toBe('heat'));
    fireEvent.click(within(form).getByRole('button', { name: 'Send' }));
    await within(form).findByText('200');
    expect(sent).toHaveBeenCalledWith('GET', 'v1/items/heat');
    expect(within(form).getByLabelText('Answer').textContent).toContain('"title": "Heat"');
  });

  it('finds routes by words', async () => {
    render(<ApiPage parameters={{}} />);
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Find a route' }), { target: { value: 'get users home' } });
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toContain('GET/users/{id}/home');
    expect(screen.getAllByRole('link').map((link) => link.textContent)).not.toContain('GET/popular');
  });

  it('asks before it deletes', async () => {
    render(<ApiPage parameters={{ operation: 'deleteUsersById' }} />);
    const form = await screen.findByRole('region', { name: 'Try it' });
    await vi.waitFor(() => expect((within(form).getByRole('button', { name: 'Send' }) as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(within(form).getByRole('button', { name: 'Send' }));
    expect(sent).not.toHaveBeenCalledWith('DELETE', expect.anything());
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await within(form).findByText('200');
    expect(sent).toHaveBeenCalledWith('DELETE', 'v1/users/anna');
  });
});
