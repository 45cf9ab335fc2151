/** Publishing over a real store: the app's own functions, accounts that are played, and a clock that is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTeam } from '../../../config/team.ts';
import type { Account } from '../../../src/app/accounts.ts';
import type { App } from '../../../src/app/app.ts';
import { createDeliverer } from '../../../src/app/deliveries/deliverer.ts';
import { createObstacleFinder } from '../../../src/app/deliveries/preflighting.ts';
import { draftPost } from '../../../src/app/posts/drafting/drafting.ts';
import { type Asked, decide } from '../../../src/app/posts/review/decisions.ts';
import { createDoorkeeper } from '../../../src/app/targets/pausing.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Network } from '../../../src/networks/network.ts';
import { network as webhook } from '../../../src/networks/webhook/index.ts';
import type { Actor } from '../../../src/people/actor.ts';
import type { Role } from '../../../src/people/role.ts';
import { emptyInput, type PostInput } from '../../../src/posts/input.ts';
import { loadPreflightRules } from '../../../src/posts/preflight/load.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import * as people from '../../../src/store/people.ts';
import * as postDeliveries from '../../../src/store/post-deliveries.ts';
import * as posts from '../../../src/store/posts.ts';
import * as preflights from '../../../src/store/preflights.ts';
import { prepareEmbedded } from '../../store/embedded.ts';
import { emptyPosts } from '../../store/empty.ts';
import { PlayedAccount } from './played-account.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const ACCOUNT = `network: webhook, url: "\${ACCOUNT_URL}", secret: "\${ACCOUNT_SECRET}"`;
const ENVIRONMENT = { ACCOUNT_URL: 'http://127.0.0.1:9', ACCOUNT_SECRET: 'a-secret-of-the-played-accounts' };

/** Any approver for the web and the shop, two of them for the news. */
const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels: { review: { slack: C0REVIEW } }
approval:
  steps: [{ name: Pair, by: [approver], need: 2, targets: [news] }]
publishing: { grace: 1h }
targets:
  web: { ${ACCOUNT} }
  shop: { ${ACCOUNT} }
  news: { ${ACCOUNT} }
`;

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** Ada writes; Ben and Cy approve. */
export async function openRig() {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-publishing-'));
  await prepareEmbedded(folder);
  const log = createLog('silent');
  const opened = await openDatabase({ dataDir: folder, log });
  const { database } = opened;
  const clock = new MovableClock();
  const team = readTeam(TEAM, {
    ...{ networks: new Map<string, Network>([['webhook', webhook]]), environment: ENVIRONMENT },
    fileName: 'team.yaml',
  });
  const played = { web: new PlayedAccount(), shop: new PlayedAccount(), news: new PlayedAccount() };
  const accounts = new Map(Object.entries(played).map(([name, one]) => [name, accountOf(name, one)]));
  const app = {
    ...{ clock, log, database, team },
    queue: { add: async () => {} },
    accounts: { get: (name: string) => accounts.get(name), titleOf: (name: string) => name },
    links: { ask: async () => new Map() },
    linkCards: { ask: async () => new Map() },
    preflightRules: await loadPreflightRules(),
  } as unknown as App;
  /** A worker. */
  const worker = () =>
    createDeliverer({
      ...{ database, clock, log, accounts: app.accounts, grace: () => team.publishing.grace },
      changed: () => {},
      again: () => {},
      refusedAccount: createDoorkeeper(() => app),
      obstacle: createObstacleFinder(() => app),
    });
  const deliverer = worker();
  const rig = {
    ...{ app, clock, database, worker },
    ...played,
    ada: await enrolled(database, 'Ada', 'author'),
    ben: await enrolled(database, 'Ben', 'approver'),
    cy: await enrolled(database, 'Cy', 'approver'),
    /** In review. Answers its number. */
    async drafted(input: Partial<PostInput>): Promise<number> {
      const { postId, submitted, findings } = await draftPost(app, rig.ada, { ...emptyInput, ...input });
      if (!submitted) throw new Error(findings.map(({ message }) => message).join(' '));
      return postId;
    },
    /** As by the card of that revision that was drawn last. */
    async decides(actor: Actor, postId: number, asked: Partial<Asked> = {}): Promise<'done' | 'stale'> {
      const revision = asked.revision ?? 1;
      const { newest } = await preflights.latest(database, { postId, revision });
      return decide(app, actor, { postId, revision, position: 0, checks: newest, wish: 'approve', ...asked });
    },
    async approved(input: Partial<PostInput>): Promise<number> {
      const postId = await rig.drafted(input);
      await rig.decides(rig.ben, postId);
      return postId;
    },
    /** Time passes, and what falls due meanwhile is sent. */
    async pass(span = 0): Promise<void> {
      if (span > 0) clock.moveTo(clock.now() + span);
      await deliverer.deliverDue();
      await deliverer.idle();
    },
    async stageOf(postId: number) {
      return (await posts.find(database, postId))?.stage;
    },
    deliveriesOf: (postId: number, revision = 1) => postDeliveries.ofPost(database, postId, revision),
    async deliveryTo(target: string, postId: number) {
      const found = (await rig.deliveriesOf(postId)).find((one) => one.target === target);
      if (!found) throw new Error(`Post ${postId} does not go to ${target}.`);
      return found;
    },
    /** As if nothing had been written yet. */
    async clear(): Promise<void> {
      await emptyPosts(database);
      for (const one of Object.values(played)) Object.assign(one, new PlayedAccount());
    },
    async close(): Promise<void> {
      await deliverer.stop(0);
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

function accountOf(target: string, connection: PlayedAccount): Account {
  return { target, title: target, network: webhook, connection };
}

async function enrolled(database: Database, name: string, role: Role): Promise<Actor> {
  const identities = { slack: `U${name.toUpperCase()}` };
  const id = await people.enrol(database, identities, { name });
  return { chat: 'slack', person: { id, name, timeZone: 'UTC', roles: [role], identities } };
}
