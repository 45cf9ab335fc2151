/** A person says what the mood of a mention really is: kept, shown, counted, and learned from at once. */
import { refuse } from '../../kit/finding.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import { LABELS } from '../../listening/sentiment/sentiment.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as mentions from '../../store/mentions.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { unknown } from './claiming.ts';
import { subjectOfConversation } from './taking-in.ts';

/** Throws a `Refusal`. */
export async function correctMood(app: App, actor: Actor, mentionId: number, words: string): Promise<void> {
  const label = LABELS.find((one) => one === words.trim().toLowerCase());
  if (!label)
    throw refuse(
      'mention.mood.unknown',
      'mood',
      t('"{words}" is no mood.', { words: cut(words, 40) }),
      t('There are: negative, neutral, positive.'),
    );
  const before = await app.database.transaction(async (transaction) => {
    const known = await mentions.correct(transaction, mentionId, label, actor.person.id);
    if (!known) throw unknown(mentionId);
    const subject = subjectOfConversation(known.conversationId);
    await outbox.markChanged(transaction, subject);
    await audit.append(transaction, {
      ...entryBy(actor, 'mention.mood-corrected', app.clock),
      subject,
      details: { mention: mentionId, from: known.correctedTo ?? known.label, to: label },
    });
    return known;
  });
  const { text, language: lang } = before;
  await app.moods.learn({ text, label, ...(lang !== 'und' && { lang }) });
  await wakeForOutbox(app);
}
