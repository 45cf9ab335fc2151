/** The team's accounts on networks: connected at first use, each with its sealed session. */
import { isDeepStrictEqual } from 'node:util';
import type { Target, Team } from '../../config/team.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Seal } from '../kit/seal.ts';
import { t } from '../kit/t.ts';
import type { Place } from '../networks/discovery.ts';
import { foreseen } from '../networks/foreseen.ts';
import type { Grant } from '../networks/grant.ts';
import { type Connection, type Network, NetworkError, type Outside } from '../networks/network.ts';
import type { PublicMedia } from '../networks/public-media.ts';
import { shutConnection } from '../networks/shut.ts';
import type { Database, Transaction } from '../store/database.ts';
import * as grantsStore from '../store/grants.ts';
import * as sessions from '../store/sessions.ts';
import * as targetsStore from '../store/targets.ts';
import { contextOf, createGrants, type Grants } from './grant-keeper.ts';
import { contextOfTarget, sealAccount } from './targets/connected.ts';

export interface Accounts {
  /** Undefined: there is no such target (any more). */
  get(target: string): Account | undefined;
  /** Asks the database too, where another process may just have connected it. Absent: there are no such targets. */
  find?(target: string): Promise<Account | undefined>;
  /** The name of the target itself where there is no such target (any more). */
  titleOf(target: string): string;
  close(): Promise<void>;
}

export interface ConnectableAccounts extends Accounts {
  /** What people have let us do. */
  grants: Grants;
  /** The target's connection with another grant, which keeps nothing. Undefined: there is no such target. */
  tried(target: string, grant: Grant): Connection | undefined;
  /** What a connected target's account needs beside the app, sealed. */
  keepPlace(transaction: Transaction, target: string, place: Place): Promise<void>;
  /** Reads anew which targets people have connected. */
  refresh(): Promise<void>;
  network(name: string): Network | undefined;
  seal: Seal;
}

export interface Account {
  target: string;
  /** As people read it: "Acme on Bluesky". */
  title: string;
  network: Network;
  /** As in `Network.server`. */
  server?: string;
  connection: Connection;
}

export interface AccountsOptions {
  /** The team of now. */
  team(): Pick<Team, 'targets'>;
  /** Reads anew which targets people have connected. Absent: there are those of the team file alone. */
  refresh?(): Promise<void>;
  networks: Map<string, Network>;
  database: Database;
  seal: Seal;
  clock: Clock;
  log: Log;
  /** Where networks find pictures that they fetch themselves. */
  publicMedia?: PublicMedia;
  /** ms that one request may take, where it is not the usual. */
  deadline?: number;
}

export function createAccounts(options: AccountsOptions): ConnectableAccounts {
  const connected = new Map<string, { named: Target; account: Account }>();
  // What is under way goes on over the connection that it began with.
  const outdated: Account[] = [];
  const grants = createGrants(options);
  function get(target: string): Account | undefined {
    const named = options.team().targets[target];
    const known = connected.get(target);
    if (known && named && isDeepStrictEqual(known.named, named)) return known.account;
    if (known) outdated.push(known.account);
    connected.delete(target);
    const account = named && connect({ ...options, grants }, named);
    if (account) connected.set(target, { named, account });
    return account;
  }
  return {
    get,
    async find(target) {
      const known = get(target);
      if (known || !options.refresh) return known;
      await options.refresh();
      return get(target);
    },
    titleOf: (target) => options.team().targets[target]?.title ?? target,
    grants,
    tried(target, grant) {
      const named = options.team().targets[target];
      return named && connect({ ...options, grants }, named, grant)?.connection;
    },
    keepPlace: (transaction, target, { account }) =>
      targetsStore.keepAccount(transaction, target, sealAccount(options.seal, target, account)),
    refresh: async () => options.refresh?.(),
    network: (name) => options.networks.get(name),
    seal: options.seal,
    async close() {
      const accounts = [...outdated, ...[...connected.values()].map(({ account }) => account)];
      await Promise.all(accounts.map((account) => account.connection.close?.()));
    },
  };
}

/** Seals with the key of today what the previous one has sealed: after that it is not needed any more. */
export async function sealAnew({ database, seal, log }: Pick<AccountsOptions, 'database' | 'seal' | 'log'>) {
  const kept = await sessions.all(database);
  const old = kept.filter(({ target, sealed }) => !seal.isCurrent(sealed, target));
  for (const { target, sealed } of old) {
    const plain = attempt(() => seal.open(sealed, target));
    if (plain === undefined) continue;
    await sessions.replace(database, target, sealed, seal.seal(plain, target));
    log.info({ target }, 'a kept session is sealed with the new SECRET_KEY');
  }
  for (const { name, sealed } of await targetsStore.all(database)) {
    const context = contextOfTarget(name);
    const plain = seal.isCurrent(sealed, context) ? undefined : attempt(() => seal.open(sealed, context));
    if (plain === undefined) continue;
    await targetsStore.reseal(database, name, sealed, seal.seal(plain, context));
    log.info({ target: name }, 'a connected target is sealed with the new SECRET_KEY');
  }
  for (const { id, sealed } of await grantsStore.all(database)) {
    const context = contextOf(id);
    const plain = seal.isCurrent(sealed, context) ? undefined : attempt(() => seal.open(sealed, context));
    if (plain === undefined) continue;
    await grantsStore.reseal(database, id, sealed, seal.seal(plain, context));
    log.info({ grant: id }, 'a kept grant is sealed with the new SECRET_KEY');
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function connect(
  options: AccountsOptions & { grants: Grants },
  { name, title, ...named }: Target,
  tried?: Grant,
): Account | undefined {
  const network = options.networks.get(named.network);
  if (!network) return undefined;
  const { clock, log, deadline, publicMedia } = options;
  if (named.standsTwice)
    return { target: name, title, network, connection: shutConnection(() => nameTwice(network, name)) };
  if (named.connected && named.account === undefined)
    return { target: name, title, network, connection: shutConnection(() => appGone(network)) };
  const consent = named.connected?.consent ?? network.consent?.(named.account);
  const grant = tried ?? (consent && options.grants.of(name, network.title, consent));
  const session = tried ? NO_SESSION : sessionOf(options, name);
  const outside = { clock, log, deadline, session, publicMedia, ...(grant && { grant }) };
  const connection = foreseen(network.title, network.connect(named.account, outside), log);
  return { target: name, title, network, server: network.server?.(named.account), connection };
}

function nameTwice({ title }: Network, name: string): NetworkError {
  const words = t('{network}: "{name}" is in the team file, and somebody connected another account as it.', {
    ...{ network: title, name },
  });
  return new NetworkError('unauthorized', words, {
    remedy: t('Call the target in the team file something else.'),
  });
}

function appGone({ name, title }: Network): NetworkError {
  return new NetworkError('unauthorized', t('{network}: its app is not set as it was.', { network: title }), {
    remedy: t('Put `apps.{name}` back into the team file; if it is there, connect the account again.', {
      name,
    }),
  });
}

const NO_SESSION: Outside['session'] = { load: async () => undefined, save: async () => {} };

function sessionOf({ database, seal, log }: AccountsOptions, target: string): Outside['session'] {
  return {
    async load() {
      const sealed = await sessions.load(database, target);
      if (sealed === undefined) return undefined;
      // Sealed with a key that is not known any more: as good as none, a new one is made.
      const plain = attempt(() => seal.open(sealed, target));
      if (plain === undefined)
        log.warn({ target }, 'a kept session does not open with this SECRET_KEY; signing in anew');
      return plain;
    },
    save: (value) => sessions.save(database, target, seal.seal(value, target)),
  };
}
