/**
 * An answer to a mention is a post: it goes through review as the team's policy wants it, is bound to its hash, held by
 * a freeze, and sent by the same deliveries. It is written by a form alone: no plain message ever gets out.
 */
import { type ListeningSource, section as listening } from '../../../config/team/sections/listening.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import { isWider } from '../../people/audience.ts';
import type { Answers } from '../../posts/answers.ts';
import { emptyInput } from '../../posts/input.ts';
import * as conversations from '../../store/conversations.ts';
import * as mentions from '../../store/mentions.ts';
import * as outbox from '../../store/outbox.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { decide } from '../posts/deciding.ts';
import { type Drafted, draftPost } from '../posts/drafting.ts';
import { policyFor } from '../posts/reviewing.ts';
import { wakeForOutbox } from '../waking.ts';
import { openFor, unknown } from './claiming.ts';
import { subjectOfConversation } from './taking-in.ts';

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
  words: string,
): Promise<Drafted & { isApproved: boolean }> {
  const { conversation, mention, target } = await answerable(app, actor, answering);
  // What is out already may be followed by another word.
  const open = conversation.state === 'answered' ? undefined : await openAnswer(app, mention.id);
  if (open !== undefined) throw answeredAlready(open);
  const answers = answersOf(mention);
  const input = { ...emptyInput, text: storable(words), to: target, answers };
  await keepClaim(app, actor, answering.conversationId);
  const drafted = await draftPost(app, actor, input);
  const isOwn = drafted.submitted && policyFor(app.team, { answers }) !== app.team.approval;
  if (isOwn) await approveOwn(app, actor, drafted);
  await app.database.transaction((transaction) =>
    outbox.markChanged(transaction, subjectOfConversation(answering.conversationId)),
  );
  await wakeForOutbox(app);
  return { ...drafted, isApproved: isOwn };
}

/** Who writes it has it meanwhile. */
async function keepClaim(app: App, actor: Actor, id: number): Promise<void> {
  await app.database.transaction(async (transaction) => {
    await openFor(app, transaction, actor, id);
    const now = app.clock.now();
    const until = now + listening.of(app.team).claimExpires;
    await conversations.settle(transaction, id, 'claimed', {
      claim: { personId: actor.person.id, until },
      now,
    });
  });
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
  const conversation = await app.database.transaction((transaction) =>
    openFor(app, transaction, actor, conversationId),
  );
  const mention = await mentions.find(app.database, mentionId);
  if (mention?.conversationId !== conversationId) throw unknown(conversationId);
  if (mention.goneAt) throw gone();
  const target = targetOf(sourceNamed(app, mention.source));
  if (target === undefined || !app.accounts.get(target)) throw noWay(mention.source);
  return { conversation, mention, target };
}

export function sourceNamed(app: App, name: string): ListeningSource | undefined {
  const { sources } = listening.of(app.team);
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}

export function targetOf(source: ListeningSource | undefined): string | undefined {
  return source?.target;
}

/** The audience is the mention's; what a person may do is narrow it. */
export function answersOf(mention: mentions.StoredMention, narrowed?: Answers['audience']): Answers {
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
export async function openAnswer(app: App, mentionId: number): Promise<number | undefined> {
  for (const id of await posts.answersTo(app.database, mentionId)) {
    const post = await posts.find(app.database, id);
    if (post && OPEN.has(post.stage)) return id;
  }
  return undefined;
}

const OPEN = new Set<posts.StoredPost['stage']>(['draft', 'in_review', 'changes_requested', 'approved']);

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
