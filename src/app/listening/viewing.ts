/** A conversation as its card shows it: what was said last, by whom, who has it, and what became of an answer. */
import type { Part } from '../../chat/card.ts';
import { isPrivate } from '../../listening/conversation.ts';
import { stateOf, statesOf } from '../../posts/post.ts';
import * as conversations from '../../store/conversations.ts';
import * as mentions from '../../store/mentions.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { namedPeople, personPart } from '../people/person-part.ts';
import { canAnswer, sourceNamed, targetOf } from './replying.ts';

export interface ConversationView {
  conversation: conversations.StoredConversation;
  /** The newest first one that may be shown here; undefined: none may. */
  newest: mentions.StoredMention | undefined;
  /** What was said before it, the oldest first. */
  before: mentions.StoredMention[];
  /** How many mentions are not shown here. */
  hidden: number;
  /** Mentions by the same person in other conversations; at most 100 are counted. */
  fromBefore: number;
  claim?: { who: Part; until: number };
  answer?: { postId: number; state: ReturnType<typeof stateOf>; by: Part; url?: string };
  /** By which an answer goes out, as people read it; undefined: by none. */
  answersBy?: string;
}

/** `open`: what is not public is shown too, as in the private route and in `/inbox`. */
export async function viewConversation(
  app: App,
  id: number,
  open: boolean,
): Promise<ConversationView | undefined> {
  const conversation = await conversations.find(app.database, id);
  if (!conversation) return undefined;
  const all = await mentions.ofConversation(app.database, id, MOST_SHOWN);
  const shown = open ? all : all.filter(({ audience }) => !isPrivate(audience));
  const newest = shown.at(-1);
  const answer = newest && (await answerTo(app, newest));
  const named = await namedPeople(app, [conversation.claimedBy, answer?.authorId]);
  const target = targetOf(sourceNamed(app, conversation.source));
  return {
    ...{ conversation, newest, before: shown.slice(0, -1), hidden: all.length - shown.length },
    fromBefore: newest ? await mentions.countBefore(app.database, newest) : 0,
    ...(conversation.claimedBy !== null && {
      claim: {
        who: personPart(named, conversation.claimedBy),
        until: conversation.claimedUntil?.getTime() ?? app.clock.now(),
      },
    }),
    ...(answer && {
      answer: { ...answer, by: personPart(named, answer.authorId) },
    }),
    ...(target !== undefined &&
      newest &&
      canAnswer(app, target, newest) && { answersBy: app.accounts.titleOf(target) }),
  };
}

/** The newest answer to it that is written. */
async function answerTo(app: App, { id }: mentions.StoredMention) {
  const newest = (await posts.answersTo(app.database, id)).at(-1);
  const post = newest === undefined ? undefined : await posts.find(app.database, newest);
  if (!post) return undefined;
  const deliveries =
    post.stage === 'approved' ? await postDeliveries.ofPost(app.database, post.id, post.revision) : [];
  const url = deliveries.find(({ published }) => published?.url)?.published?.url;
  const state = stateOf(post.stage, statesOf(deliveries));
  return { postId: post.id, state, authorId: post.authorId, ...(url !== undefined && { url }) };
}

const MOST_SHOWN = 6;
