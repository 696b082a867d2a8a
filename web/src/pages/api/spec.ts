import { addressOf } from '../../api/client';

/** What this page reads of an OpenAPI 3.1 document. */
export interface Spec {
  info: { title: string; version: string };
  paths: Record<string, Record<string, OperationSpec>>;
  components: { schemas: Record<string, Schema> };
}

interface OperationSpec {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

type Content = Record<string, { schema?: Schema }>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
}

/** One route: a method of a path. */
export interface Operation extends Omit<OperationSpec, 'parameters' | 'tags' | 'requestBody'> {
  method: string;
  path: string;
  tag: string;
  parameters: Parameter[];
  /** The body that it takes: its type and its schema. */
  body?: { type: string; schema: Schema };
}

/** All routes, by tag, in the order of the document. */
export function operationsOf(spec: Spec): Operation[] {
  const found: Operation[] = [];
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, { tags, parameters, requestBody, ...operation }] of Object.entries(methods)) {
      const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      found.push({ ...operation, method, path, tag: tags?.[0] ?? 'Other', parameters: parameters ?? [], body: type ? { type, schema: body?.schema ?? {} } : undefined });
    }
  }
  return found;
}

/** The schema that a reference names, and its name. */
export function resolve(spec: Spec, schema: Schema): { schema: Schema; name?: string } {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? { schema } : { schema: { ...spec.components.schemas[name], ...(schema.description ? { description: schema.description } : {}) }, name };
}

/** A type in words: list of Item, text or number, one of "a", "b". */
export function typeOf(spec: Spec, given: Schema): string {
  const { schema, name } = resolve(spec, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map((one) => typeOf(spec, one)).join(' | ');
  const types = [schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'any')].flat();
  return types.map((type) => {
    if (type === 'array') return schema.items ? `list of ${typeOf(spec, schema.items)}` : 'list';
    if (type === 'object') return name ?? (typeof schema.additionalProperties === 'object' ? `object of ${typeOf(spec, schema.additionalProperties)}` : 'object');
    return schema.format ? `${type} (${schema.format})` : type;
  }).join(' | ');
}

/** What lies within a type: the fields of an object, of the things in a list, of each choice. */
export function fieldsOf(spec: Spec, given: Schema): { name: string; schema: Schema; required: boolean }[] {
  const { schema } = resolve(spec, given);
  const own = Object.entries(schema.properties ?? {}).map(([name, field]) => ({ name, schema: field, required: schema.required?.includes(name) ?? false }));
  const rest = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((one) => fieldsOf(spec, one));
  const within = schema.items ? fieldsOf(spec, schema.items) : typeof schema.additionalProperties === 'object' ? fieldsOf(spec, schema.additionalProperties) : [];
  const seen = new Set<string>();
  return [...own, ...rest, ...within].filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** A value that fits a schema: its required fields, or the first few where none is required. */
export function exampleOf(spec: Spec, given: Schema, depth = 0): unknown {
  const { schema } = resolve(spec, given);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (choice) return exampleOf(spec, choice, depth);
  const type = [schema.type ?? (schema.properties ? 'object' : 'string')].flat().find((one) => one !== 'null');
  switch (type) {
    case 'object': {
      if (depth > 3) return {};
      const fields = Object.entries(schema.properties ?? {});
      const shown = fields.filter(([name]) => schema.required?.includes(name));
      return Object.fromEntries((shown.length > 0 ? shown : fields.filter(([name]) => name !== 'id').slice(0, 3)).map(([name, field]) => [name, exampleOf(spec, field, depth + 1)]));
    }
    case 'array': return schema.items && depth < 3 ? [exampleOf(spec, schema.items, depth + 1)] : [];
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return true;
    default: return schema.format === 'date-time' ? '2026-01-01T12:00:00Z' : schema.format === 'date' ? '2026-01-01' : '';
  }
}

/** What was filled in for a route. */
export interface Filled {
  values: Record<string, string>;
  body?: string;
}

/** The address of a filled route; a path that lacks something keeps its braces. */
export function filledAddress(operation: Operation, { values }: Filled): string {
  const path: Record<string, string> = {};
  const query: Record<string, string[]> = {};
  for (const parameter of operation.parameters) {
    const value = values[`${parameter.in}:${parameter.name}`];
    if (parameter.in === 'path') path[parameter.name] = value || `{${parameter.name}}`;
    else if (parameter.in === 'query' && value) query[parameter.name] = parameter.name === 'id' ? value.split('\n').filter(Boolean) : [value];
  }
  return addressOf(operation.path, path, query);
}

export function filledHeaders(operation: Operation, { values, body }: Filled): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'header' && values[`header:${parameter.name}`];
    if (value) headers[parameter.name] = value;
  }
  if (operation.body && body !== undefined) headers['Content-Type'] = operation.body.type;
  return headers;
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same request for a shell. */
export function curlOf(operation: Operation, filled: Filled, base: string, needsKey: boolean): string {
  const parts = ['curl'];
  if (operation.method !== 'get') parts.push(`-X ${operation.method.toUpperCase()}`);
  if (needsKey) parts.push('-H "Authorization: Bearer $MARQUEE_KEY"');
  for (const [name, value] of Object.entries(filledHeaders(operation, filled))) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (operation.body && filled.body !== undefined) parts.push(`--data-binary ${quoted(filled.body)}`);
  parts.push(quoted(new URL(filledAddress(operation, filled), base).href));
  return parts.join(' \\\n  ');
}
