/**
 * An answer to a mention is a post: it goes through review as the team's policy wants it, is bound to its hash, held by
 * a freeze, and sent by the same deliveries. It is written by a form alone: no plain message ever gets out.
 */
import { type ListeningSource, section as listening } from '../../../config/team/sections/listening.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { isPrivate } from '../../listening/conversation.ts';
import type { Actor } from '../../people/actor.ts';
import { type Audience, isWider } from '../../people/audience.ts';
import type { Answers } from '../../posts/answers.ts';
import { emptyInput, type PostInput } from '../../posts/input.ts';
import * as conversations from '../../store/conversations.ts';
import type { Handle } from '../../store/database.ts';
import * as mentions from '../../store/mentions.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { type Drafted, submitDraft } from '../posts/drafting/drafting.ts';
import { decide } from '../posts/review/decisions.ts';
import { policyFor } from '../posts/review/progress.ts';
import { wakeForOutbox } from '../waking.ts';
import { openFor, unknown } from './claiming.ts';

/** Which mention of a conversation somebody answers, as their card showed it. */
export interface Answering {
  conversationId: number;
  mentionId: number;
}

/** What the form begins with: what the network wants in the text so that the author is reached. */
export async function openReply(app: App, actor: Actor, answering: Answering): Promise<string> {
  const { mention, target } = await answerable(app, actor, answering);
  const network = app.accounts.get(target)?.network;
  return network?.addressing?.(answersOf(mention)) ?? '';
}

/** Answers what became of it. `isApproved`: the writer's own press was the approval. Throws a `Refusal`. */
export async function reply(
  app: App,
  actor: Actor,
  answering: Answering,
  { text, audience }: { text: string; audience?: Audience | undefined },
): Promise<Drafted & { isApproved: boolean }> {
  const { mention, target } = await answerable(app, actor, answering);
  if (audience !== undefined && isWider(audience, mention.audience)) throw wider();
  const answers = answersOf(mention, audience);
  if (isPrivate(answers.audience) && !listening.of(app.team).privateRoute) throw noPrivateRoute();
  const input = { ...emptyInput, text: storable(text), to: target, answers };
  const post = await insertOnce(app, actor, mention, input);
  const drafted = await submitDraft(app, actor, post, input);
  const isOwn = drafted.submitted && (await isOwnApproval(app, drafted));
  if (isOwn) await approveOwn(app, actor, drafted);
  await app.database.transaction((transaction) =>
    conversations.markChanged(transaction, answering.conversationId),
  );
  await wakeForOutbox(app);
  return { ...drafted, isApproved: isOwn };
}

/** Under the conversation's lock: of two answers that are sent at once the second finds the first. Who writes has it meanwhile. */
async function insertOnce(
  app: App,
  actor: Actor,
  mention: mentions.StoredMention,
  input: PostInput,
): Promise<posts.StoredPost> {
  return app.database.transaction(async (transaction) => {
    const id = mention.conversationId;
    await openFor(app, transaction, actor, id);
    const open = await openAnswer(transaction, mention.id);
    if (open !== undefined) throw answeredAlready(open);
    const now = app.clock.now();
    const until = now + listening.of(app.team).claimExpires;
    await conversations.settle(transaction, id, 'claimed', {
      claim: { personId: actor.person.id, until },
      now,
    });
    return posts.insert(transaction, actor.person.id, input);
  });
}

async function isOwnApproval(app: App, { postId, revision }: Drafted): Promise<boolean> {
  const written = await posts.findRevision(app.database, postId, revision);
  return written !== undefined && policyFor(app.team, written.content) !== app.team.approval;
}

async function approveOwn(app: App, actor: Actor, { postId, revision }: Drafted): Promise<void> {
  await decide(app, actor, {
    postId,
    revision,
    position: 0,
    checks: Number.MAX_SAFE_INTEGER,
    wish: 'approve',
  });
}

async function answerable(app: App, actor: Actor, { conversationId, mentionId }: Answering) {
  await app.database.transaction((transaction) => openFor(app, transaction, actor, conversationId));
  const mention = await mentions.find(app.database, mentionId);
  if (mention?.conversationId !== conversationId) throw unknown(conversationId);
  if (mention.goneAt) throw gone();
  const target = targetOf(sourceNamed(app, mention.source));
  if (target === undefined || !canAnswer(app, target, mention)) throw noWay(mention.source);
  if (isPrivate(mention.audience) && !listening.of(app.team).privateRoute) throw noPrivateRoute();
  return { mention, target };
}

export function sourceNamed(app: App, name: string): ListeningSource | undefined {
  const { sources } = listening.of(app.team);
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}

export function targetOf(source: ListeningSource | undefined): string | undefined {
  return source?.target;
}

/** Some networks tell what others write, and take no answers from here, or to some of it alone. */
export function canAnswer(
  { accounts }: App,
  target: string,
  { kind }: Pick<mentions.StoredMention, 'kind'>,
): boolean {
  const network = accounts.get(target)?.network;
  return (network?.answers && (network.answered?.includes(kind) ?? true)) ?? false;
}

/** The audience is the mention's; what a person may do is narrow it. */
export function answersOf(mention: mentions.StoredMention, narrowed?: Audience): Answers {
  const { author, audience, warning, language } = mention;
  const { id, handle, followers } = author;
  return {
    ...{ mention: mention.id, id: mention.item, thread: threadIn(mention) },
    author: { id, handle, ...(followers !== undefined && { followers }) },
    audience: narrowed && isWider(audience, narrowed) ? narrowed : audience,
    ...{ warning, ...(language !== 'und' && { language }) },
  };
}

/** What it answers is where its thread goes on. */
function threadIn({ inReplyTo, item }: mentions.StoredMention): string {
  return inReplyTo ?? item;
}

/** An answer to it that is written and still open. */
async function openAnswer(db: Handle, mentionId: number): Promise<number | undefined> {
  for (const id of await posts.answersTo(db, mentionId)) {
    const post = await posts.find(db, id);
    if (!post || !OPEN.has(post.stage)) continue;
    const deliveries = post.stage === 'approved' ? await postDeliveries.ofPost(db, id, post.revision) : [];
    const isOut = deliveries.length > 0 && deliveries.every(({ state }) => SETTLED.has(state));
    if (!isOut) return id;
  }
  return undefined;
}

const OPEN = new Set<posts.StoredPost['stage']>(['draft', 'in_review', 'changes_requested', 'approved']);

/** Out, or taken down again: what is out may be followed by another word. */
const SETTLED = new Set<postDeliveries.StoredDelivery['state']>(['sent', 'removed', 'removing', 'cancelled']);

function answeredAlready(postId: number): Refusal {
  return refuse(
    'conversation.answer.open',
    'id',
    t('Post {postId} answers this already.', { postId: String(postId) }),
    t('/post show id:{postId} shows it; Cancel there makes room for another answer.', {
      postId: String(postId),
    }),
  );
}

function wider(): Refusal {
  return refuse(
    'conversation.answer.wider',
    'audience',
    t('More people would see the answer than what it answers.'),
    t('Choose nobody wider, or leave it empty: then the same people see both.'),
  );
}

/** Its text would stand where everybody reads what is in review. */
function noPrivateRoute(): Refusal {
  return refuse(
    'conversation.answer.no_private_route',
    'id',
    t('This is not public, and no channel is named where an answer to it may be reviewed.'),
    t('Name one in listening.private_route of the team file, or answer there by hand.'),
  );
}

function gone(): Refusal {
  return refuse(
    'conversation.answer.gone',
    'id',
    t('What this answers is not there any more.'),
    t('Nobody would see the answer. Dismiss the conversation.'),
  );
}

function noWay(source: string): Refusal {
  return refuse(
    'conversation.answer.no_target',
    'id',
    t('Nothing says how answers to {source} go out.', { source }),
    t('Name a target in listening.sources.{source}.target of the team file, or answer there by hand.', {
      source,
    }),
  );
}
