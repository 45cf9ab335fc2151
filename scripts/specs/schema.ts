/** A JSON schema as the generator writes it and as the local chats read it: plain data. */

export type Schema = { [keyword: string]: unknown };

export type Definitions = Record<string, Schema>;

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function schemasIn(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The name of the definition that it refers to. */
export function referenceIn(schema: Schema): string | undefined {
  const reference = schema.$ref;
  return typeof reference === 'string'
    ? decodeURIComponent(reference.replace('#/definitions/', ''))
    : undefined;
}

export function sameSchema(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
