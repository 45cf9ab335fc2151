/** The steps of an app at which it may die: every query, and every call to a chat, before it and after it. */
import type { App } from '../../src/app/app.ts';

/** Counted from now on. At step `killAt` the process kills itself; 0: never. */
export function countSteps(app: App, killAt: number): { readonly steps: number } {
  const counted = { steps: 0 };
  const step = () => {
    counted.steps += 1;
    if (counted.steps === killAt) process.kill(process.pid, 'SIGKILL');
  };
  const pool = app.database.$client as unknown as { query: Call; connect(): Promise<{ query: Call }> };
  const wrapped = new WeakSet<object>();
  pool.query = around(pool.query.bind(pool), step);
  const connect = pool.connect.bind(pool);
  pool.connect = async () => {
    const client = await connect();
    if (!wrapped.has(client)) client.query = around(client.query.bind(client), step);
    wrapped.add(client);
    return client;
  };
  for (const speakers of [app.moderators, app.messengers] as Map<string, object>[])
    for (const [name, speaker] of speakers) speakers.set(name, aroundAll(speaker, step));
  return counted;
}

type Call = (...given: unknown[]) => unknown;

function around(call: Call, step: () => void): Call {
  return async (...given) => {
    step();
    const answer = await call(...given);
    step();
    return answer;
  };
}

function aroundAll<T extends object>(speaker: T, step: () => void): T {
  return new Proxy(speaker, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? around(value.bind(target), step) : value;
    },
  });
}
