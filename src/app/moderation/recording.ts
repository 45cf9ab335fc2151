/** What somebody did to a person in the chat's own client is a case too: one list says who did what. */
import type { HeardAuditEntry } from '../../chat/heard.ts';
import { cut, storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { cardsOf } from './acting.ts';
import { subjectOfCase } from './subjects.ts';

/** Once for an entry of the chat's audit log, however often it is told. */
export async function recordByHand(
  app: App,
  { chat, actor, entry, reason, timeoutUntil }: HeardAuditEntry,
  userId: string,
  action: 'kick' | 'ban' | 'timeout',
): Promise<void> {
  const [who, whom] = await Promise.all([nameOf(app, chat, actor), nameOf(app, chat, userId)]);
  const key = `chat:${entry}`.slice(0, 25);
  await app.database.transaction(async (transaction) => {
    const accused = { chat, userId, userName: cut(storable(whom), 100) };
    await cases.lockPerson(transaction, accused);
    const known = await cases.list(transaction, { person: accused, most: LOOKED_AT });
    if (known.some(({ noticeKey }) => noticeKey === key)) return;
    const { id } = await cases.open(transaction, {
      ...accused,
      ...{ origin: 'chat', action, state: 'done', at: app.clock.now(), notice: 'none', noticeKey: key },
      reason: storable(
        reason
          ? t('{who} did it in the chat: {reason}', { who, reason })
          : t('{who} did it in the chat.', { who }),
      ),
      ...(action === 'timeout' && { until: timeoutUntil ?? null }),
    });
    await outbox.want(transaction, cardsOf(app, id, 'done'));
    await audit.append(transaction, {
      ...entryOf(`case.by_hand.${action}`, app.clock),
      ...{ subject: subjectOfCase(id), details: { user: userId, chat, actor } },
    });
  });
  await wakeForOutbox(app);
}

export async function nameOf(app: App, chat: string, user: string | undefined): Promise<string> {
  if (user === undefined) return t('Somebody');
  const member = await app.messengers
    .get(chat)
    ?.member(user)
    .catch(() => undefined);
  return member?.name ?? user;
}

const LOOKED_AT = 20;
