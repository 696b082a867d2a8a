import { useSyncExternalStore } from 'react';

/** Where the page is: the path behind `#/`, and what stands behind `?` in it. */
export interface Location {
  path: string;
  query: URLSearchParams;
}

/** The location that a hash names: `#/items/a%2Fb?view=als`. */
export function parseHash(hash: string): Location {
  const text = hash.replace(/^#\/?/, '');
  const at = text.indexOf('?');
  return { path: at < 0 ? text : text.slice(0, at), query: new URLSearchParams(at < 0 ? '' : text.slice(at + 1)) };
}

/** The parameters of a path that fits a pattern such as `items/:id`; null where it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index]!;
    if (part.startsWith(':')) {
      if (!value) return null;
      try {
        found[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) {
      return null;
    }
  }
  return found;
}

/** The address of a page: `to('items/:id', { id }, { view: 'als' })`. */
export function to(pattern: string, parameters: Record<string, string> = {}, query: Record<string, string | undefined> = {}): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  return `#/${path}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
}

/** Goes to a page; `replace` leaves no step to come back to. */
export function navigate(address: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', address);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = address;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

/** One value of the address's query, and how to change it in place: tabs and filters that survive a reload and can be linked to. */
export function useQueryValue(name: string, fallback: string): [string, (value: string) => void] {
  const { path, query } = parseHash(useHash());
  const set = (value: string): void => {
    const next = new URLSearchParams(query);
    if (value === fallback) next.delete(name);
    else next.set(name, value);
    const text = next.toString();
    navigate(`#/${path}${text ? `?${text}` : ''}`, { replace: true });
  };
  return [query.get(name) ?? fallback, set];
}
