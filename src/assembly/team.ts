/** The team file of now: read at the start, and again whenever it has changed. A wrong one leaves the old in force. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../../config/env.ts';
import { ConfigurationFault } from '../../config/fault.ts';
import type { AwaitedTarget } from '../../config/team/awaited.ts';
import { loadSections, prepareSections } from '../../config/team/section.ts';
import { readTeam, readTeamFile, type Team } from '../../config/team.ts';
import type { ConnectedTargets } from '../app/targets/connected.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Network } from '../networks/network.ts';

export interface LiveTeam {
  now(): Team;
  /** Looks whether the file has changed, and takes it in when two looks have found the same. */
  reload(): Promise<'same' | 'taken' | ConfigurationFault>;
  /** Names that stand in the file, and of targets that people connected. */
  clashes?(): string[];
  /** Targets that the file names, and nobody has connected. */
  absent?(): AwaitedTarget[];
}

export interface TeamOptions {
  environment: Environment;
  networks: ReadonlyMap<string, Network>;
  /** Used instead of the team file; it never changes. */
  teamText?: string;
  log: Log;
}

/** Throws `ConfigurationFault` where the file is wrong at the start. */
export async function openTeam({ environment, networks, teamText, log }: TeamOptions): Promise<LiveTeam> {
  const { teamFile } = environment;
  const sources = { networks, sections: await loadSections(), environment: environment.source };
  if (teamText !== undefined) {
    await prepareSections(sources.sections, teamText);
    const team = readTeam(teamText, { ...sources, fileName: 'the playground team' });
    return { now: () => team, reload: async () => 'same' };
  }
  let taken = await textOf(teamFile);
  let looked = taken;
  let team = await readTeamFile(teamFile, sources);
  return {
    now: () => team,
    async reload() {
      const text = await textOf(teamFile);
      // A file that is being written is left alone until it stands still.
      const stands = text === looked;
      looked = text;
      if (!stands || text === taken) return 'same';
      taken = text;
      try {
        team = await readTeamFile(teamFile, sources);
        log.info({ event: 'team', file: teamFile }, 'the changed team file is in force');
        return 'taken';
      } catch (error) {
        if (!(error instanceof ConfigurationFault)) throw error;
        log.error(
          { event: 'team', faults: error.lines() },
          'the changed team file is wrong; the old one stays',
        );
        return error;
      }
    },
  };
}

/** The same with the targets that people connected, which are read again as often as the file is. */
export function withConnected(file: LiveTeam, connected: ConnectedTargets, log: Log): LiveTeam {
  return {
    now: connected.team,
    clashes: connected.clashes,
    absent: connected.absent,
    async reload() {
      await connected.refresh().catch((error) => log.warn({ err: error }, 'connected targets were not read'));
      return file.reload();
    },
  };
}

export interface TeamWatcher {
  /** A changed file is wrong. */
  faulty(fault: ConfigurationFault): Promise<void>;
  /** A changed file is in force. */
  taken(): Promise<void>;
  /** What people connected has names that the file gives to others; told when that changes and each day, `[]` when it is over. */
  clashing(names: string[]): Promise<void>;
  /** The file names targets that are not there; told when that changes and each day, `[]` when it is over. */
  awaiting(targets: AwaitedTarget[]): Promise<void>;
}

export interface TeamWatch {
  /** Looks now, when the looks before this one are done. Resolves when the watcher was told. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Calls `reload` every few seconds, until it is stopped. */
export function watchTeam(
  team: LiveTeam,
  { log, clock }: { log: Log; clock: Clock },
  watcher: TeamWatcher,
): TeamWatch {
  const stopping = new AbortController();
  const changed = {
    clashes: dailyOrChanged<string[]>(clock),
    absent: dailyOrChanged<AwaitedTarget[]>(clock),
  };
  const told = (telling: Promise<void> | undefined, what: string) =>
    telling?.catch((error) => log.error({ err: error }, `${what} were not told`));
  const lookOnce = async () => {
    const outcome = await team.reload();
    await told(changed.clashes(team.clashes?.() ?? [], watcher.clashing), 'names that stand twice');
    await told(changed.absent(team.absent?.() ?? [], watcher.awaiting), 'targets that are not there');
    if (outcome === 'same') return;
    await told(outcome === 'taken' ? watcher.taken() : watcher.faulty(outcome), 'changes of the team file');
  };
  let looks: Promise<unknown> = Promise.resolve();
  const look = () => {
    const looked = looks.then(lookOnce);
    looks = looked.catch(() => {});
    return looked;
  };
  const watching = (async () => {
    for (;;) {
      await pause(EVERY, undefined, { ref: false, signal: stopping.signal });
      await look();
    }
  })().catch((error) => {
    if (!stopping.signal.aborted) log.error({ err: error }, 'the team file is not watched any more');
  });
  return {
    look,
    async stop() {
      stopping.abort();
      await Promise.all([watching, looks]);
    },
  };
}

/** Calls `tell` where it is another value than the last time, at first that is none; and with what stays so, each day (UTC). */
export function dailyOrChanged<Value extends unknown[]>(clock: Clock) {
  let known = '[]';
  return (value: Value, tell: (value: Value) => Promise<void>): Promise<void> | undefined => {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const now = value.length === 0 ? '[]' : `${day} ${JSON.stringify(value)}`;
    if (now === known) return undefined;
    known = now;
    return tell(value);
  };
}

/** Undefined where it is not there, which is a fault like any other. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** ms */
const EVERY = 3_000;
