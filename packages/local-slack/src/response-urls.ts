/** Issues response_urls: good for half an hour and five answers. */
import { mapOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { newId, newSecret } from './ids.ts';
import { SlackRefusal } from './refusal.ts';
import type { Clock, Limits } from './settings.ts';

export interface ResponseTarget {
  userId: string;
  channel: string;
  /** The message whose button was pressed, if one was. */
  sourceTs?: string | undefined;
}

interface Issued extends ResponseTarget {
  issuedAt: number;
  uses: number;
}

export class ResponseUrls implements Stateful {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #issued = new Map<string, Issued>();

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** The path below the server's address. */
  issue(kind: 'commands' | 'actions', target: ResponseTarget): string {
    const path = `/${kind}/${newId('R')}/${newSecret()}`;
    this.#issued.set(path, { ...target, issuedAt: this.#clock.now(), uses: 0 });
    return path;
  }

  /** Counts one use. Refuses with `expired_url` or `used_url`. */
  use(path: string): ResponseTarget {
    const issued = this.#issued.get(path);
    if (!issued) throw new SlackRefusal('no_service');
    if (!this.#isAlive(issued)) throw new SlackRefusal('expired_url');
    if (issued.uses >= this.#limits.responseUrlUses) throw new SlackRefusal('used_url');
    issued.uses += 1;
    return issued;
  }

  snapshotState(): unknown {
    return new Map([...this.#issued].filter(([, issued]) => this.#isAlive(issued)));
  }

  restoreState(value: unknown): void {
    refill(this.#issued, mapOf<Issued>().parse(value));
  }

  #isAlive({ issuedAt }: Issued): boolean {
    return this.#clock.now() - issuedAt <= this.#limits.responseUrlLifetimeMs;
  }
}
