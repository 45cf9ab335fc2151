/** Public posts of others that tag a page. */
import { type Call, only } from '../meta/http.ts';
import type { State, Tagging } from './state.ts';

/** The newest first. Who wrote is told of pages alone. */
export function listTagged(state: State, { token, fields }: Call): unknown {
  const all = [...state.taggings.values()].filter(({ pages }) => pages.includes(token.user)).reverse();
  const from = Number(fields.after ?? 0);
  const to = from + Math.min(Number(fields.limit ?? 25), 100);
  const data = all.slice(from, to).map((one) => only(fields.fields, shown(state, one), ['id', 'message']));
  return {
    data,
    ...(data.length > 0 && { paging: { cursors: { before: String(from), after: String(to) } } }),
  };
}

function shown({ options }: State, { id, by, text, at }: Tagging): Record<string, unknown> {
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, '+0000');
  return {
    ...{ id, message: text, created_time: time, tagged_time: time },
    from: options.pages.some((page) => page.id === by.id) ? by : undefined,
    permalink_url: `https://www.facebook.com/${id.replace('_', '/posts/')}`,
  };
}
