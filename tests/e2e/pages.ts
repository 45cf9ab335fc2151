/** A little internet of a test's own: names that resolve to this machine, and pages that answer as they are told. */
import type { lookup as Lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Internet } from '../../src/media/internet.ts';

export interface Pages {
  internet: Internet;
  /** The address of a page. `host`: `inner.test` lies in a private network, `nowhere.test` does not exist. */
  address(path: string, host?: string): string;
  /** What this path answers from now on; 200 unless told. */
  answers(path: string, status: number, headers?: Record<string, string>, body?: string | Buffer): void;
  /** It takes the question and says nothing. */
  falls(path: string): void;
  /** `HEAD /path`, in their order. */
  asked(): string[];
  /** Forgets what it was asked and told. */
  clear(): void;
  stop(): Promise<void>;
}

/** 127.0.0.1 plays the public internet; everything else is closed. */
const NAMES: Record<string, string> = { 'page.test': '127.0.0.1', 'inner.test': '127.0.0.2' };

export async function startPages(): Promise<Pages> {
  const asked: string[] = [];
  const told = new Map<string, Told | 'silence'>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = told.get(`${request.method} ${request.url}`) ??
      told.get(request.url ?? '') ?? { status: 200, headers: {}, body: '' };
    if (answer !== 'silence') response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    internet: { closed: (ip) => ip !== '127.0.0.1', lookup: lookup as typeof Lookup },
    address: (path, host = 'page.test') => `http://${host}:${port}${path}`,
    answers: (path, status, headers = {}, body = '') => told.set(path, { status, headers, body }),
    falls: (path) => told.set(path, 'silence'),
    asked: () => [...asked],
    clear() {
      asked.length = 0;
      told.clear();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Told {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

type Callback = (error: Error | null, addresses: { address: string; family: number }[]) => void;

/** Asked with `all: true` alone. */
function lookup(hostname: string, _options: object, callback: Callback): void {
  const address = NAMES[hostname];
  const unknown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
  setImmediate(() => (address ? callback(null, [{ address, family: 4 }]) : callback(unknown, [])));
}
