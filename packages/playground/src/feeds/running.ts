/** All networks of the playground as they run: what the bot is told of them, and what people see there. */
import { randomBytes } from 'node:crypto';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import type { Ports } from '../state/ports.ts';
import type { Feed } from './feed-post.ts';
import type { Given, PlaygroundNetwork, Running } from './network.ts';

export class RunningNetworks implements Stateful {
  readonly #all: (PlaygroundNetwork & Running & { secret: string })[];
  readonly #changed: () => void;

  constructor(
    networks: PlaygroundNetwork[],
    given: Omit<Given, 'app'> & { app: { id: string; name: string } },
  ) {
    this.#changed = given.changed;
    this.#all = networks.map((network) => {
      const secret = randomBytes(18).toString('hex');
      const app = { ...given.app, secret, redirects: [] };
      return { ...network, ...network.create({ ...given, app }), secret };
    });
  }

  snapshotState(): unknown {
    return Object.fromEntries(this.#all.map(({ name, server }) => [name, server.snapshotState()]));
  }

  /** Of a playground that had none yet, or fewer: nothing. */
  restoreState(value: unknown): void {
    const states = z.record(z.string(), z.unknown()).default({}).parse(value);
    for (const { name, server } of this.#all) server.restoreState(states[name]);
  }

  async start(ports: Ports): Promise<void> {
    const opened = this.#all.map(({ name, server }) =>
      ports.open(name, async (port) => {
        await server.start(port);
        return server.url;
      }),
    );
    await Promise.all(opened);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map(({ server }) => server.stop()));
  }

  registerRedirect(address: string): void {
    for (const { server } of this.#all) server.registerRedirect(address);
  }

  /** The secrets, by the variables that `apps` names. */
  environment(): Record<string, string> {
    return Object.fromEntries(this.#all.map(({ name, secret }) => [variableOf(name), secret]));
  }

  /** What stands of them under `apps` in the team file. `id`: of the app. */
  apps(id: string): Record<string, Record<string, string>> {
    const entries = this.#all.map(({ name, server: { url }, settings }) => [
      name,
      {
        ...{ client_id: id, client_secret: `\${${variableOf(name)}}`, api_url: url, auth_url: url },
        ...settings?.(url),
      },
    ]);
    return Object.fromEntries(entries);
  }

  feeds(): Feed[] {
    return this.#all.map(({ name, title, accent, posts }) => ({
      network: name,
      title,
      accent,
      posts: posts(),
    }));
  }

  /** Whose account it is takes back there what they allowed the app. Throws when there is no such network. */
  revoke(network: string): void {
    const found = this.#all.find(({ name }) => name === network);
    if (!found) throw new Error(`There is no network "${network}".`);
    found.server.revokeAll();
    this.#changed();
  }

  picture(network: string, post: string, index: number): { type: string; bytes: Uint8Array } | undefined {
    return this.#all.find(({ name }) => name === network)?.picture(post, index);
  }
}

function variableOf(network: string): string {
  return `PLAYGROUND_${network.toUpperCase().replaceAll('-', '_')}_SECRET`;
}
