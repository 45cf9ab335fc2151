/** The charts of a report follow in the thread of its message, as soon as that stands in its channel. */
import { ChatError, type MessageReference, type SpeakingPlace } from '../../chat/chat.ts';
import { subjectOf } from '../../kit/subject.ts';
import { chartsOf } from '../../reports/charts.ts';
import { periodWords } from '../../reports/words.ts';
import * as outbox from '../../store/outbox.ts';
import * as reports from '../../store/reports.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';
import { CHARTS } from './drawing.ts';

export async function sendCharts(app: App, id: number): Promise<Rang> {
  const made = await reports.find(app.database, id);
  if (!made || chartsOf(made.report).length === 0) return 'done';
  const subject = subjectOf('report', id);
  const digests = (await outbox.messagesOf(app.database, subject)).filter(({ kind }) => kind === 'digest');
  const sent = digests.flatMap(({ chat, channel, message }) =>
    chat === null || channel === null || message === null ? [] : [{ chat, channel, message }],
  );
  const places = await Promise.all(sent.map((one) => threadOf(app, one, periodWords(made.report.period))));
  const wanted = places.flatMap((place, index): outbox.WantedMessage[] => {
    const { chat = '' } = sent[index] ?? {};
    return place
      ? [{ subject, kind: CHARTS, to: { chat, channel: place.channel }, thread: place.thread }]
      : [];
  });
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
  await wakeForOutbox(app);
  const waited = app.clock.now() - made.madeAt.getTime();
  const isOver = wanted.length === digests.length || waited > LONGEST;
  return isOver ? 'done' : { again: app.clock.now() + Math.min(Math.max(waited, SOON), 15 * 60_000) };
}

/** Undefined: this process does not speak that chat, or it cannot be reached now. */
async function threadOf(
  app: App,
  message: MessageReference,
  name: string,
): Promise<SpeakingPlace | undefined> {
  try {
    return await app.messengers.get(message.chat)?.openThread(message, name);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    app.log.warn({ err: error, chat: message.chat }, 'no thread could be opened for the charts of a report');
    // Where threads are not allowed, it is an answer in the channel.
    return error.reason === 'refused' ? { channel: message.channel, thread: message } : undefined;
  }
}

/** ms. */
const SOON = 2_000;
const LONGEST = 2 * 24 * 3_600_000;
