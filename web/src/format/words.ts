const regions = typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames('en', { type: 'region' }) : undefined;
const languages = typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames('en', { type: 'language' }) : undefined;

/** Germany: of DE. What is no code stays as it is. */
export function country(code: string): string {
  try {
    return regions?.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/** German: of de. */
export function language(code: string): string {
  try {
    return languages?.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Science fiction: of science-fiction. */
export function words(slug: string): string {
  const text = slug.replaceAll(/[-_]+/g, ' ').trim();
  return text ? text[0]!.toUpperCase() + text.slice(1) : slug;
}

/** Birth year: of birthYear. */
export function wordsOfKey(key: string): string {
  return words(key.replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`));
}

/** a, b and c. */
export function list(parts: readonly string[], most = Infinity): string {
  const shown = parts.length > most ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more`] : parts;
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(shown);
}

/** Whether a text is written from right to left: by its first letter that has a direction. */
export function isRightToLeft(text: string): boolean {
  const first = /[\p{L}]/u.exec(text)?.[0];
  return first !== undefined && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
