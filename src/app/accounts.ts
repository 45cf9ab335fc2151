/** The team's accounts on networks: connected at first use, each with its sealed session. */
import type { Team } from '../../config/team.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Seal } from '../kit/seal.ts';
import type { Connection, Network, Outside } from '../networks/network.ts';
import type { Database } from '../store/database.ts';
import * as sessions from '../store/sessions.ts';

export interface Accounts {
  /** Undefined: the team file has no such target (any more). */
  get(target: string): Account | undefined;
  close(): Promise<void>;
}

export interface Account {
  target: string;
  /** As people read it: "Acme on Bluesky". */
  title: string;
  network: Network;
  connection: Connection;
}

export interface AccountsOptions {
  team: Team;
  networks: Map<string, Network>;
  database: Database;
  seal: Seal;
  clock: Clock;
  log: Log;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const connected = new Map<string, Account>();
  return {
    get(target) {
      const known = connected.get(target) ?? connect(options, target);
      if (known) connected.set(target, known);
      return known;
    },
    async close() {
      await Promise.all([...connected.values()].map((account) => account.connection.close?.()));
    },
  };
}

function connect(options: AccountsOptions, target: string): Account | undefined {
  const named = options.team.targets[target];
  const network = named && options.networks.get(named.network);
  if (!network) return undefined;
  const { clock, log } = options;
  const connection = network.connect(named.account, { clock, log, session: sessionOf(options, target) });
  return { target, title: named.title, network, connection };
}

function sessionOf({ database, seal, log }: AccountsOptions, target: string): Outside['session'] {
  return {
    async load() {
      const sealed = await sessions.load(database, target);
      return sealed === undefined ? undefined : open(sealed);
    },
    save: (value) => sessions.save(database, target, seal.seal(value, target)),
  };

  /** Sealed with a key that was changed since: as good as none, a new one is made. */
  function open(sealed: string): string | undefined {
    try {
      return seal.open(sealed, target);
    } catch {
      log.warn({ target }, 'a kept session does not open with this SECRET_KEY; signing in anew');
      return undefined;
    }
  }
}
