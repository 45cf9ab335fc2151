/** Looks at one thing after another and tells what it finds, in an order that a person can follow. */
import { existsSync } from 'node:fs';
import { type Environment, readEnvironment } from '../../../../config/env.ts';
import { ConfigurationFault, faultLine } from '../../../../config/fault.ts';
import { loadSections } from '../../../../config/team/section.ts';
import { readTeamFile, type Team } from '../../../../config/team.ts';
import { setProxies } from '../../../kit/proxies.ts';
import { t } from '../../../kit/t.ts';
import { loadNetworks } from '../../../networks/load.ts';
import { checkAccounts } from './accounts.ts';
import { checkApps } from './apps.ts';
import { checkBucket } from './bucket.ts';
import { checkCharts } from './charts.ts';
import { type Check, off, type Result, reasonOf, right, type Situation, wrong } from './check.ts';
import { checkConnected } from './connected.ts';
import { checkCrisis } from './crisis.ts';
import { checkDatabase } from './database.ts';
import { checkDiscord } from './discord.ts';
import { checkNode } from './node.ts';
import { checkPublicMedia } from './public-media.ts';
import { checkRedis } from './redis.ts';
import { checkSlack } from './slack.ts';
import { checkSources } from './sources.ts';

const CHECKS: Check[] = [
  checkDatabase,
  checkRedis,
  checkBucket,
  checkSlack,
  checkDiscord,
  checkAccounts,
  checkApps,
  checkConnected,
  checkPublicMedia,
  checkSources,
  checkCrisis,
  checkCharts,
];

export async function* examine(source?: Record<string, string | undefined>): AsyncGenerator<Result> {
  yield checkNode();
  const environment = await attempt(async () => readEnvironment(source));
  yield* resultsOf(environment, () => [right(t('Environment: every value that is set can be used.'))]);
  if ('fault' in environment) return;
  await setProxies(environment.value.proxies ?? {});
  const networks = await loadNetworks();
  const { team, results } = await examineTeam(environment.value, networks);
  yield* results;
  const situation = { environment: environment.value, team, networks };
  // All at once; told in their order.
  const running = CHECKS.map((check) => check(situation).catch((error) => [broken(error)]));
  for (const check of running) yield* await check;
}

async function examineTeam(
  environment: Environment,
  networks: Situation['networks'],
): Promise<{ team?: Team; results: Result[] }> {
  if (nobodyNeeds(environment)) {
    return { results: [off(t('Team file: none yet; without a chat the playground brings its own.'))] };
  }
  const sources = { networks, sections: await loadSections(), environment: environment.source };
  const read = await attempt(() => readTeamFile(environment.teamFile, sources));
  const results = resultsOf(read, (team) => [
    teamResult(environment, team),
    ...reviewResults(environment, team),
  ]);
  return 'value' in read ? { team: read.value, results } : { results };
}

/** The first run, before anything is set up. */
function nobodyNeeds({ slack, discord, teamFile, source }: Environment): boolean {
  return !slack && !discord && !source.TEAM_FILE && !existsSync(teamFile);
}

function teamResult(environment: Environment, team: Team): Result {
  const count = Object.keys(team.targets).length;
  return right(
    t('Team file: {file} is right ({count, plural, one {# target} other {# targets}}).', {
      file: environment.teamFile,
      count,
    }),
  );
}

/** The file may name a channel in a chat that is off. */
function reviewResults({ slack, discord }: Environment, { channels: { review } }: Team): Result[] {
  const shown = (slack && review.slack) || (discord && review.discord);
  if (shown || (!slack && !discord)) return [];
  const what = t('Team file: channels.review names no channel in a chat that is on.');
  return [wrong(what, t('Name one there, or set the token of the chat that it names.'))];
}

type Attempt<T> = { value: T } | { fault: ConfigurationFault };

async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof ConfigurationFault) return { fault: error };
    throw error;
  }
}

function resultsOf<T>(read: Attempt<T>, fine: (value: T) => Result[]): Result[] {
  if ('value' in read) return fine(read.value);
  const { origin, faults } = read.fault;
  return faults.map((fault) => wrong(`${origin}: ${faultLine({ ...fault, remedy: '' })}`, fault.remedy));
}

/** Not the team's fault, but still to be told. */
function broken(error: unknown): Result {
  return wrong(
    t('A check broke off: {reason}.', { reason: reasonOf(error) }),
    t('Run this again; if it stays, tell the maintainers.'),
  );
}
