/** Deletes what cases want gone. Messages of one channel that are wanted gone meanwhile go in one request. */
import type { Failed, Moderator } from '../../chat/moderating.ts';
import { batched } from '../../kit/batch.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import type { App } from '../app.ts';

/** Answers why some may still be there; undefined when all are gone. */
export async function deleteMessages(
  app: App,
  moderator: Moderator,
  caseId: number,
): Promise<Failed | undefined> {
  const wanted = (await cases.messagesOf(app.database, caseId)).filter(
    ({ deletion }) => deletion === 'wanted',
  );
  const outcomes = await Promise.all(
    wanted.map(async (one) => ({ one, failed: await deleterOf(app, moderator, one.channel)(one.message) })),
  );
  const gone = outcomes.filter(({ failed }) => !failed).map(({ one }) => one.id);
  await cases.settleMessages(app.database, gone, 'gone');
  // Those that may be tried again stay wanted.
  const left = outcomes.filter(({ failed }) => failed && !isPassing(failed)).map(({ one }) => one.id);
  await cases.settleMessages(app.database, left, 'left');
  const failures = outcomes.flatMap(({ failed }) => failed ?? []);
  return failures.find(isPassing) ?? failures[0];
}

/** Another try may help. */
export function isPassing({ kind }: Failed): boolean {
  return kind === 'rate_limited' || kind === 'unreachable' || kind === 'lost';
}

type Delete = (message: string) => Promise<Failed | undefined>;

function deleterOf(app: App, moderator: Moderator, channel: string): Delete {
  const ofApp = deleters.get(app) ?? new Map<string, Delete>();
  deleters.set(app, ofApp);
  const key = `${moderator.chat}:${channel}`;
  const known = ofApp.get(key) ?? batched((messages: string[]) => deleteAll(moderator, channel, messages));
  ofApp.set(key, known);
  return known;
}

const deleters = new WeakMap<App, Map<string, Delete>>();

async function deleteAll(
  moderator: Moderator,
  channel: string,
  messages: string[],
): Promise<(Failed | undefined)[]> {
  const { left } = await moderator.deleteMessages(channel, messages, t('Moderation'));
  const failed = new Map(left.flatMap((one) => one.messages.map((message) => [message, one.outcome])));
  return messages.map((message) => failed.get(message));
}
