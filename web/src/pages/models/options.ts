import type { Schemas } from '../../api/client';

export type OptionValue = number | string | boolean;
export type Options = Record<string, OptionValue>;
type Description = Schemas['OptionDescription'];

/** The options in which versions of a model differ, in the order of the newest. */
export function differences(versions: readonly Pick<Schemas['PublishedVersion'], 'options'>[]): string[] {
  const known = versions.flatMap(({ options }) => (options ? [options as Options] : []));
  const names = [...new Set(known.toReversed().flatMap((options) => Object.keys(options)))];
  return names.filter((name) => new Set(known.map((options) => options[name])).size > 1);
}

/** What was typed, as a value of the option; a text where it is none, for the service to refuse in its own words. */
export function parseOption({ type }: Pick<Description, 'type'>, text: string): OptionValue {
  const given = text.trim();
  return (type === 'integer' || type === 'number') && given !== '' && Number.isFinite(Number(given)) ? Number(given) : given;
}

/** The options that differ from their defaults. */
export function changed(options: readonly Pick<Description, 'name' | 'default'>[], values: Options): Options {
  return Object.fromEntries(options.filter(({ name, default: usual }) => values[name] !== undefined && values[name] !== usual).map(({ name }) => [name, values[name]!]));
}
