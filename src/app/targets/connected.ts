/** Targets that people connected, beside those of the team file. Where both have one of a name, it stands twice. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { AwaitedTarget } from '../../../config/team/awaited.ts';
import type { Target, Team } from '../../../config/team.ts';
import type { Log } from '../../kit/log.ts';
import type { Seal } from '../../kit/seal.ts';
import type { Place } from '../../networks/discovery.ts';
import type { Network } from '../../networks/network.ts';
import { stepsWith } from '../../posts/approval.ts';
import { requiredWith } from '../../posts/preflight/requirements.ts';
import type { Database } from '../../store/database.ts';
import * as targets from '../../store/targets.ts';

export interface ConnectedTargets {
  /** The team file of now, with the targets that people connected. */
  team(): Team;
  /** Reads them anew: another process may have changed them. */
  refresh(): Promise<void>;
  /** Names that the team file gives to something too; nothing goes out by the targets under them. */
  clashes(): string[];
  /** Targets that the team file names, and nobody has connected (any more). */
  absent(): AwaitedTarget[];
}

export interface ConnectedTargetsOptions {
  /** The team file of now. */
  file(): Team;
  networks: ReadonlyMap<string, Network>;
  database: Database;
  seal: Seal;
  log: Log;
}

export function createConnectedTargets(options: ConnectedTargetsOptions): ConnectedTargets {
  let stored: targets.StoredTarget[] = [];
  let joined: { file: Team; stored: targets.StoredTarget[]; team: Team } | undefined;
  return {
    team() {
      const file = options.file();
      if (joined?.file !== file || joined.stored !== stored)
        joined = { file, stored, team: join(options, file, stored) };
      return joined.team;
    },
    async refresh() {
      const now = await targets.all(options.database);
      if (!isDeepStrictEqual(now, stored)) stored = now;
    },
    clashes() {
      const file = options.file();
      return stored.map(({ name }) => name).filter((name) => isTaken(file, name));
    },
    absent: () => absentIn(options.file(), stored),
  };
}

/** `stored`: what people connected. */
export function absentIn(
  { awaited = [] }: Pick<Team, 'awaited'>,
  stored: { name: string }[],
): AwaitedTarget[] {
  return awaited.filter((one) => !stored.some(({ name }) => name === one.name));
}

/** By a target or a group of the file. */
export function isTaken({ targets, groups }: Pick<Team, 'targets' | 'groups'>, name: string): boolean {
  return Object.hasOwn(targets, name) || Object.hasOwn(groups, name);
}

function join(options: ConnectedTargetsOptions, file: Team, stored: targets.StoredTarget[]): Team {
  if (stored.length === 0 && !file.awaited) return file;
  const joined: Team['targets'] = Object.assign(Object.create(null), file.targets);
  for (const one of stored) {
    const named = file.targets[one.name];
    // What was approved for the one must not go out by the other: posts know their targets by the name alone.
    if (named) joined[one.name] = { ...named, standsTwice: true };
    else if (!isTaken(file, one.name)) joined[one.name] = targetOf(options, file, one);
  }
  const names = Object.keys(joined);
  const approval = { ...file.approval, steps: stepsWith(file.approval.steps, names) };
  const connected = names.filter((name) => !Object.hasOwn(file.targets, name));
  const words = { ...file.words, required: requiredWith(file.words.required, names, connected) };
  return { ...file, targets: joined, groups: groupsOf(file, joined), approval, words };
}

/** With those alone that are there: a post to a group goes to what it has now. */
function groupsOf({ groups }: Team, targets: Team['targets']): Team['groups'] {
  const known = Object.entries(groups).map(([group, names]) => [
    group,
    names.filter((name) => Object.hasOwn(targets, name)),
  ]);
  return Object.assign(Object.create(null), Object.fromEntries(known));
}

/** Without an account where its app is gone, or what was kept does not open: then nothing goes out by it, and it says so. */
function targetOf(
  { networks, seal, log }: ConnectedTargetsOptions,
  { apps }: Team,
  { name, title, network, place, ownerId, sealed }: targets.StoredTarget,
): Target {
  const found = networks.get(network);
  const app = apps[network];
  const discovery = app === undefined ? undefined : found?.discovery;
  const kept = openAccount(seal, name, sealed);
  const read = discovery && kept ? found?.account.safeParse(discovery.account(app, kept)) : undefined;
  if (!read?.success)
    log.warn({ target: name, network }, 'a connected target cannot be used as things stand');
  return {
    ...{ name, title, network, tags: [], account: read?.data },
    connected: { place, ownerId, ...(discovery && { consent: discovery.consent(app) }) },
  };
}

export function sealAccount(seal: Seal, name: string, account: Place['account']): string {
  return seal.seal(JSON.stringify(account), contextOfTarget(name));
}

/** Undefined: sealed with a key that is not known any more. */
function openAccount(seal: Seal, name: string, sealed: string): Place['account'] | undefined {
  try {
    return keptAccount.parse(JSON.parse(seal.open(sealed, contextOfTarget(name))));
  } catch {
    return undefined;
  }
}

const keptAccount = z.record(z.string(), z.string());

/** What is sealed is bound to its target. */
export function contextOfTarget(name: string): string {
  return `target:${name}`;
}
