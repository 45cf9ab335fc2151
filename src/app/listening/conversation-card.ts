/** The card of a conversation, for everybody in a channel or for one person. */
import {
  type Block,
  button,
  type Card,
  card,
  context,
  type Inline,
  joined,
  link,
  quote,
  text,
  time,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { type Label, UNSURE_BELOW } from '../../listening/sentiment/sentiment.ts';
import type { Audience } from '../../people/audience.ts';
import type { PostState } from '../../posts/post.ts';
import type { StoredMention } from '../../store/mentions.ts';
import type { ConversationView } from './viewing.ts';

export function conversationCard(view: ConversationView): Card {
  const { conversation, newest, before, hidden } = view;
  if (!newest)
    return card(t('A conversation that is not public'), {
      blocks: [text(t('It is shown to those who look after it alone: /inbox lists it.'))],
    });
  return card(headingOf(view, newest), {
    tone:
      conversation.state === 'new' ? moodTone(newest) : conversation.state === 'claimed' ? 'waiting' : 'good',
    blocks: [
      text(standing(view)),
      ...before.slice(-2).map((one) => quote(one.text, nameOf(one))),
      quote(
        newest.text,
        newest.warning === ''
          ? nameOf(newest)
          : t('{name}, behind the warning "{warning}"', { name: nameOf(newest), warning: newest.warning }),
      ),
      ...changes(newest),
      context(about(view, newest)),
      ...(hidden > 0
        ? [
            context(
              t('{count, plural, one {One more is} other {# more are}} not public, and not shown here.', {
                count: hidden,
              }),
            ),
          ]
        : []),
    ],
    actions: actionsOf(view, newest),
  });
}

function headingOf({ conversation: { id, source } }: ConversationView, newest: StoredMention): string {
  const words = { name: newest.author.name, source, id: String(id) };
  switch (newest.kind) {
    case 'reply':
      return t('{name} answered us on {source} (conversation {id})', words);
    case 'quote':
      return t('{name} quoted us on {source} (conversation {id})', words);
    case 'message':
      return t('{name} wrote in {source} (conversation {id})', words);
    case 'mention':
      return t('{name} mentioned us on {source} (conversation {id})', words);
  }
}

function standing({ conversation, claim, answer, newest }: ConversationView): Inline {
  if (newest?.goneAt) return t('It was deleted there. No answer goes out.');
  if (answer) return answerLine(answer);
  if (claim && conversation.state === 'claimed')
    return t('{who} has it, until {until}.', { who: claim.who, until: time(claim.until, 'relative') });
  switch (conversation.state) {
    case 'dismissed':
      return t('Nothing is to be answered.');
    case 'answered':
      return t('It is answered.');
    default:
      return t('Nobody has it yet.');
  }
}

function answerLine({ postId, state, by, url }: NonNullable<ConversationView['answer']>): Inline {
  const words = { who: by, id: String(postId), state: answerState(state) };
  const line = t('Answer by {who} (post {id}): {state}', words);
  return url === undefined ? line : [...line, ' ', link(url, t('open'))];
}

function answerState(state: PostState): string {
  switch (state) {
    case 'in_review':
      return t('waits for approval');
    case 'published':
      return t('sent');
    case 'changes_requested':
      return t('needs a look: it was sent back, or what it answers was changed');
    case 'draft':
      return t('is not ready yet');
    case 'unknown':
      return t('may be live; its card asks');
    case 'failed':
      return t('was not sent; its card says why');
    case 'held':
      return t('is held; its card says why');
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return t('did not go out');
    default:
      return t('on its way');
  }
}

function changes({ textBefore, editedAt }: StoredMention): Block[] {
  if (textBefore === null || editedAt === null) return [];
  return [quote(textBefore, t('Before it was changed'))];
}

function about({ fromBefore, answersBy }: ConversationView, newest: StoredMention): Inline {
  const { author, writtenAt, url, language, topics, attachments } = newest;
  const facts: Inline[] = [
    moodWords(newest),
    ...(language === 'und' ? [] : [language]),
    author.handle,
    ...(author.followers === undefined
      ? []
      : [t('{count, plural, one {# follower} other {# followers}}', { count: author.followers })]),
    fromBefore === 0
      ? t('first time here')
      : t('{count, plural, one {wrote once before} other {wrote # times before}}', { count: fromBefore }),
    ...(topics.length === 0 ? [] : [t('about {topics}', { topics: topics.join(', ') })]),
    ...(attachments === 0
      ? []
      : [t('{count, plural, one {# picture or file} other {# pictures or files}}', { count: attachments })]),
    [time(writtenAt.getTime(), 'relative')],
    ...(url === null ? [] : [[link(url, t('open'))]]),
    answersBy === undefined ? t('cannot be answered from here') : seenBy(newest.audience, author.handle),
  ];
  return joined(facts, ' · ');
}

function moodWords({ label, confidence, correctedTo }: StoredMention): string {
  const mood = labelWords(correctedTo ?? label);
  if (correctedTo !== null) return t('mood: {mood} (corrected)', { mood });
  return confidence < UNSURE_BELOW
    ? t('mood: unsure, perhaps {mood}', { mood })
    : t('mood: {mood}', { mood });
}

function labelWords(label: Label): string {
  return { negative: t('negative'), neutral: t('neutral'), positive: t('positive') }[label];
}

function moodTone({ label, correctedTo, confidence }: StoredMention): Card['tone'] {
  const mood = correctedTo ?? label;
  if (mood !== 'negative') return 'neutral';
  return correctedTo !== null || confidence >= UNSURE_BELOW ? 'bad' : 'warning';
}

function seenBy(audience: Audience, handle: string): string {
  switch (audience) {
    case 'public':
      return t('an answer is seen by everybody');
    case 'unlisted':
      return t('an answer is seen by whoever looks for it');
    case 'followers':
      return t('an answer is seen by followers');
    case 'direct':
      return t('an answer is seen by {handle} alone', { handle });
  }
}

function nameOf({ author }: StoredMention): string {
  return `${author.name} (${author.handle})`;
}

function actionsOf({ conversation, answersBy }: ConversationView, newest: StoredMention): Card['actions'] {
  const { id, state, isEscalated } = conversation;
  const key = `${id}.${newest.id}`;
  const isOpen = state === 'new' || state === 'claimed';
  return [
    ...(state === 'claimed' ? [button('conversation.release', id, t('Let go'))] : []),
    ...(state === 'claimed' ? [] : [button('conversation.claim', id, t('Claim'))]),
    ...(answersBy === undefined || newest.goneAt
      ? []
      : [button('conversation.reply', key, t('Reply'), { style: 'primary' })]),
    ...(isOpen ? [button('conversation.dismiss', id, t('Dismiss'))] : []),
    ...(isEscalated || !isOpen
      ? []
      : [button('conversation.escalate', key, t('Escalate'), { style: 'danger' })]),
    button('conversation.mood', key, t('Correct mood')),
  ];
}
