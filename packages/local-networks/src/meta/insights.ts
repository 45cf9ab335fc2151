/** What is counted of posts, by names that change: one that is not told any more is refused like any other wrong one. */
import { GraphError } from './error.ts';

/** In the form of an answer. `counted`: nothing else counts as anything but zero. */
export function insights(
  id: string,
  metric: string | undefined,
  { names, counted = {} }: { names: readonly string[]; counted?: Record<string, unknown> | undefined },
): unknown {
  const asked = (metric ?? '').split(',').filter(Boolean);
  const wrong = asked.find((name) => !names.includes(name));
  if (asked.length === 0 || wrong !== undefined)
    throw new GraphError(400, {
      message: `(#100) The value must be a valid insights metric, and ${wrong ?? 'nothing'} is none`,
      code: 100,
    });
  const data = asked.map((name) => ({
    ...{ name, period: 'lifetime', values: [{ value: counted[name] ?? 0 }], title: name },
    id: `${id}/insights/${name}/lifetime`,
  }));
  return { data };
}
