import { send } from '../api/client';
import { list, words, wordsOfKey } from '../format';
import { Combobox, type Choice } from './Combobox';

const MOST = 20;

/** What is known of a user, in a few words. */
export function userNote(attributes: Record<string, string> | undefined, most = 3): string {
  return Object.entries(attributes ?? {})
    .filter(([name]) => name !== 'birthYear' && name !== 'simulated')
    .slice(0, most)
    .map(([name, value]) => (name === 'country' || name === 'gender' || name === 'ageGroup' ? value : `${wordsOfKey(name)}: ${value}`))
    .join(' · ');
}

async function users(text: string, signal: AbortSignal): Promise<Choice[]> {
  const page = await send('get', '/v1/users', { query: { limit: MOST, q: text }, signal });
  return page.users.map((user) => ({ id: user.id!, label: user.id!, note: userNote(user.attributes) || undefined }));
}

/** Finds a user by the beginning of their id. */
export function UserPicker({ label = 'User', hideLabel, value, choose }: { label?: string; hideLabel?: boolean; value?: string; choose: (id: string) => void }) {
  return <Combobox label={label} hideLabel={hideLabel} placeholder="Find a user" value={value} search={users} choose={(choice) => choose(choice.id)} />;
}

async function items(text: string, signal: AbortSignal): Promise<Choice[]> {
  const page = await send('get', '/v1/items', { query: { limit: MOST, q: text, withoutFeatures: true }, signal });
  return page.items.map((item) => {
    const note = [item.year, item.kind, item.categories && list(item.categories.slice(0, 3).map((category) => words(category).toLowerCase()))].filter(Boolean).join(' · ');
    return { id: item.id!, label: item.title ?? item.id!, note: note || undefined };
  });
}

/** Finds an item by the beginning of its id, or words of its title, people, categories or summary. */
export function ItemPicker({ label = 'Title', hideLabel, value, choose }: { label?: string; hideLabel?: boolean; value?: string; choose: (id: string) => void }) {
  return <Combobox label={label} hideLabel={hideLabel} placeholder="Find a title" value={value} search={items} choose={(choice) => choose(choice.id)} />;
}
