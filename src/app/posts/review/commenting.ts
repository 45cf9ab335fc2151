/** What people say about a post, by the button on its card or in words under it; nothing of it decides anything. */
import type { MessageReference } from '../../../chat/chat.ts';
import type { HeardMessage } from '../../../chat/heard.ts';
import { forbid, refuse } from '../../../kit/finding.ts';
import { storable } from '../../../kit/storable.ts';
import { idOf, kindOf, subjectOf } from '../../../kit/subject.ts';
import { t } from '../../../kit/t.ts';
import type { Actor } from '../../../people/actor.ts';
import { isOfTeam } from '../../../people/person.ts';
import * as audit from '../../../store/audit.ts';
import * as comments from '../../../store/comments.ts';
import * as events from '../../../store/events.ts';
import * as outbox from '../../../store/outbox.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryBy } from '../../auditing.ts';
import { memberIn, recognise } from '../../people/recognition.ts';
import { wakeForCards } from '../../waking.ts';
import { unknownPost } from '../id.ts';

/** Characters of a comment that is written in a form. */
export const LONGEST_COMMENT = 1_000;

/** Kept with the revision that stands now. Throws a `Refusal`. */
export async function comment(app: App, actor: Actor, postId: number, words: string): Promise<void> {
  if (!isOfTeam(actor.person)) throw notOfTheTeam();
  const text = storable(words).trim();
  if (text === '') throw nothingSaid();
  if (text.length > LONGEST_COMMENT) throw tooLong(text.length);
  await keep(app, actor, postId, text, app.clock.now());
}

/**
 * Keeps what somebody wrote under the card of a post. What a stranger writes is let pass, as what says nothing and
 * what stands elsewhere: nobody is ever answered.
 */
export async function keepReply(app: App, heard: HeardMessage, under: MessageReference): Promise<void> {
  const postId = await postUnder(app, under);
  if (postId === undefined || !(await events.firstTimes(app.database)(heard.event))) return;
  const { chat, author } = heard;
  const person = await recognise(app, { chat, user: author.id }, memberIn(author));
  const words = (await app.messengers.get(chat)?.readable(heard)) ?? heard.text;
  const text = storable(words).trim();
  if (text !== '' && isOfTeam(person)) await keep(app, { person, chat }, postId, text, heard.at);
}

async function postUnder({ database }: App, message: MessageReference): Promise<number | undefined> {
  const found = await outbox.findByMessage(database, message);
  return found && kindOf(found.subject) === 'post' ? Number(idOf(found.subject)) : undefined;
}

/** `at`: epoch ms, when it was said. */
async function keep(app: App, actor: Actor, postId: number, text: string, at: number): Promise<void> {
  const { person, chat } = actor;
  const subject = subjectOf('post', postId);
  await app.database.transaction(async (transaction) => {
    const post = await posts.findForUpdate(transaction, postId);
    if (!post) throw unknownPost(postId);
    const { revision } = post;
    const saidAt = new Date(at);
    await comments.add(transaction, { postId, revision, personId: person.id, chat, text, saidAt });
    await outbox.markChanged(transaction, subject);
    await audit.append(transaction, {
      ...entryBy(actor, 'post.commented', app.clock),
      ...aboutPost(post),
      revision,
      details: { comment: text },
    });
  });
  await wakeForCards(app, subject);
}

function notOfTheTeam() {
  return forbid(
    'comment.team',
    t('Comment'),
    t('This is for the team; you have no role in it.'),
    t('An admin can give you one in the team file.'),
  );
}

function nothingSaid() {
  return refuse('comment.empty', 'comment', t('The comment says nothing.'), t('Write what you think.'));
}

function tooLong(found: number) {
  return refuse(
    'comment.max_length',
    'comment',
    t('A comment has at most {most, number} characters; this one has {found, number}.', {
      most: LONGEST_COMMENT,
      found,
    }),
    t('Shorten it by {over, number}.', { over: found - LONGEST_COMMENT }),
  );
}
