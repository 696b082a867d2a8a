import { fieldsOf, resolve, typeOf, type Schema, type Spec } from './spec';

/** The fields of a schema, each opened where it has fields of its own. */
export function SchemaView({ spec, schema, within = [] }: { spec: Spec; schema: Schema; within?: readonly string[] }) {
  const fields = fieldsOf(spec, schema);
  if (fields.length === 0) return null;
  return (
    <ul className="schema">
      {fields.map((field) => {
        const { schema: resolved, name } = resolve(spec, field.schema);
        const inner = name ?? resolve(spec, resolved.items ?? {}).name;
        // A type within itself is named and not opened again.
        const opens = fieldsOf(spec, field.schema).length > 0 && !(inner && within.includes(inner)) && within.length < 6;
        const head = (
          <>
            <code className="schema-name">{field.name}</code> <span className="schema-type">{typeOf(spec, field.schema)}</span>
            {field.required && <span className="schema-required">required</span>}
            {resolved.description && <span className="schema-text">{resolved.description}</span>}
          </>
        );
        return (
          <li key={field.name}>
            {opens ? <details><summary>{head}</summary><SchemaView spec={spec} schema={field.schema} within={inner ? [...within, inner] : [...within, field.name]} /></details> : <div>{head}</div>}
          </li>
        );
      })}
    </ul>
  );
}
