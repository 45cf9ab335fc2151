import { describe, expect, it } from 'vitest';
import { ROUTES } from '../src/http/routes/index.ts';
import { description, type Schema } from '../src/http/schema.ts';
import { LIST_LIMITS, QUERY_LIMITS, REQUIRED, TYPE_LIMITS } from '../src/rules/limits.ts';

/** Their path says everything. */
const WITHOUT_BODY = [
  /\/typing$/,
  /\/pins\//,
  /\/reactions\//,
  /\/thread-members\//,
  /\/members\/\{user_id\}\/roles\//,
];

const served = ROUTES.map(({ method, path }) => `${method} ${path}`);

describe('the description of requests', () => {
  it('says what each served route that takes a body takes', () => {
    const { bodies } = description();
    const takers = served
      .filter((route) => /^(POST|PUT|PATCH)/.test(route))
      .filter((route) => !WITHOUT_BODY.some((path) => path.test(route)));
    expect(takers.filter((route) => !(route in bodies))).toEqual([]);
  });

  it('knows no route that is not served', () => {
    const { bodies, queries } = description();
    const named = [bodies, queries, QUERY_LIMITS, LIST_LIMITS].flatMap((table) => Object.keys(table));
    expect(named.filter((route) => !served.includes(route))).toEqual([]);
  });

  it('has every type and field that a limit is written for', () => {
    const fields = (schema: Schema | undefined) => Object.keys((schema?.properties ?? {}) as object);
    const { definitions, queries } = description();
    const named = (type: string) =>
      Object.entries(definitions).flatMap(([name, schema]) =>
        name.replace(/\.\d+$/, '') === type ? fields(schema) : [],
      );
    const missing = [
      ...Object.entries(TYPE_LIMITS).map(
        ([type, limits]) => [type, Object.keys(limits), named(type)] as const,
      ),
      ...Object.entries(REQUIRED).map(([type, required]) => [type, required, named(type)] as const),
      ...Object.entries(QUERY_LIMITS).map(
        ([route, limits]) => [route, Object.keys(limits), fields(queries[route])] as const,
      ),
    ].flatMap(([name, wanted, there]) =>
      wanted.filter((field) => !there.includes(field)).map((field) => `${name}.${field}`),
    );
    expect(missing).toEqual([]);
  });
});
