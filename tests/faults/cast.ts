/** The posts of a run: written, sent for review and approved by the same verbs that the chats use. */
import { DateTime } from 'luxon';
import { createAccounts } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { draftPost } from '../../src/app/posts/drafting/drafting.ts';
import { decide } from '../../src/app/posts/review/decisions.ts';
import { createLog } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import { emptyInput, type PostInput } from '../../src/posts/input.ts';
import { loadPreflightRules } from '../../src/posts/preflight/load.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import * as posts from '../../src/store/posts.ts';
import * as preflights from '../../src/store/preflights.ts';
import { DEAF, SILENT, SPEECHLESS, UNASKED, UNFELT, UNRUNG, UNVISITED } from './deaf.ts';
import { mediaOf as filmOf } from './film.ts';
import { type Lane, PICTURE } from './lane.ts';
import type { Plan, PlannedPost } from './plan.ts';
import { SUBJECTS } from './subjects.ts';
import { isFilm, NETWORKS, type Shown } from './targets.ts';
import { publicMediaOf, teamOf, ZONE } from './team.ts';

/** What stands on the stage during a run. */
export interface Cast {
  app: App;
  /** Ids, by the plan's positions. */
  ids: number[];
  close(): Promise<void>;
}

export async function openCast(plan: Plan, lane: Lane): Promise<Cast> {
  const app = await appOf(plan, lane);
  const ids: number[] = [];
  for (const [position, post] of plan.posts.entries()) ids.push(await write(app, lane, plan, post, position));
  return {
    app,
    ids,
    async close() {
      await app.queue.stop(200);
      await app.accounts.close();
    },
  };
}

/** The text of a post's version: every part of it is known on every network, and is like no other. */
export function textOf(plan: Plan, position: number, version: number, alone = ''): string {
  const { parts } = plan.posts[position] as PlannedPost;
  return Array.from(
    { length: parts },
    (_, part) => `Part ${part + 1} of q${plan.index}p${position}v${version}${alone}.`,
  ).join('\n---\n');
}

/** The position of the post that a text belongs to; undefined: none of this run's. */
export function positionIn(words: string, plan: Plan): number | undefined {
  const found = /q(\d+)p(\d+)v\d+/.exec(words);
  return found && Number(found[1]) === plan.index ? Number(found[2]) : undefined;
}

async function write(app: App, lane: Lane, plan: Plan, post: PlannedPost, position: number): Promise<number> {
  const input = inputOf(plan, post, position);
  const answering = post.isAnswer ? await answerOf(lane, post, input) : input;
  const { postId, findings } = await draftPost(app, lane.author, answering);
  if (findings.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(findings));
  await checkTime(app, postId, post);
  if (!post.waits) await approveNow(app, lane, postId);
  return postId;
}

export async function approveNow(app: App, lane: Lane, postId: number): Promise<void> {
  const post = await posts.find(app.database, postId);
  const revision = post?.revision ?? 0;
  // Telegram keeps no alt texts, which the approver accepts.
  const { newest } = await preflights.latest(app.database, { postId, revision });
  await decide(app, lane.approver, { postId, revision, position: 0, checks: newest, wish: 'approve' });
}

function inputOf(plan: Plan, { at, targets, variants, shown }: PlannedPost, position: number): PostInput {
  const own = variants.map((target) => [target, textOf(plan, position, 1, ` for ${target}`)]);
  return {
    ...emptyInput,
    text: textOf(plan, position, 1),
    variants: Object.fromEntries(own),
    to: targets.join(', '),
    at: at === null ? '' : localTime(at, position % 2 === 0),
    // The same of every post: by its title none can be told from another.
    fields: {
      red: { title: 'A kite' },
      tok: { privacy: 'PUBLIC_TO_EVERYONE' },
      tube: { title: 'A kite', privacy: 'public', made_for_kids: 'no' },
    },
    media: mediaOf(shown),
  };
}

/** To what somebody else writes now; as the form for it begins, and without fields. */
async function answerOf({ sites }: Lane, { targets }: PlannedPost, input: PostInput): Promise<PostInput> {
  const [target] = targets;
  const answers = target && (await sites[target].said?.('What do you say?'));
  if (!answers) throw new Error(`Nothing is answered at ${target}.`);
  const text = `${NETWORKS[target].addressing?.(answers) ?? ''}${input.text}`;
  return { ...input, text, answers, fields: {} };
}

function mediaOf(shown: Shown): PostInput['media'] {
  if (isFilm(shown)) return [filmOf(shown)];
  return shown === 'picture' ? [{ hash: PICTURE.hash, alt: 'A kite', name: 'kite.png' }] : [];
}

/** As a person writes it, in a zone whose clocks are changed; where an hour comes twice, with its offset. */
function localTime(at: number, bare: boolean): string {
  const local = DateTime.fromMillis(at, { zone: ZONE });
  const once = local.getPossibleOffsets().length === 1;
  return local.toFormat(bare && once ? 'yyyy-LL-dd HH:mm:ss' : 'yyyy-LL-dd HH:mm:ss ZZ');
}

async function checkTime({ database }: App, postId: number, { at }: PlannedPost): Promise<void> {
  const shown = await posts.findRevision(database, postId, 1);
  // Times are written to the second.
  const wanted = at === null ? null : Math.floor(at / 1_000) * 1_000;
  if (shown?.content.at !== wanted) throw new Error(`${wanted} was read as ${shown?.content.at}.`);
}

async function appOf(plan: Plan, { database, pool, clock, settings }: Lane): Promise<App> {
  const log = createLog('silent');
  const team = teamOf(settings.accounts, settings.grace);
  const networks = new Map(Object.values(NETWORKS).map((network) => [network.name, network]));
  const seal = createSeal(Buffer.alloc(32, 7));
  const accounts = createAccounts({
    ...{ team: () => team, networks, database, seal, clock, log },
    publicMedia: publicMediaOf(settings),
  });
  const queue = plan.byQueue ? await createQueue({ redisUrl: settings.redisUrl, pool, clock, log }) : DEAF;
  const deliverer = { deliverDue: never, freeAbandoned: never, idle: never, stop: never };
  return {
    ...{ clock, log, team, database, queue, ...SPEECHLESS, accounts, deliverer, links: UNASKED },
    ...{
      linkCards: UNASKED,
      preflightRules: await loadPreflightRules(),
      subjects: SUBJECTS,
      sender: SILENT,
      ringer: UNRUNG,
      moods: UNFELT,
      pages: UNVISITED,
    },
  };
}

async function never(): Promise<never> {
  throw new Error('The harness itself delivers nothing.');
}
