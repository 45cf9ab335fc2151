/** A changed team file that is wrong: the one before stays in force, and those who review are told what is wrong, by line. */
import { createHash } from 'node:crypto';
import type { ConfigurationFault } from '../../config/fault.ts';
import { faultLine } from '../../config/fault.ts';
import { type Card, card, context, list, text } from '../chat/card.ts';
import { subjectOf } from '../kit/subject.ts';
import { t } from '../kit/t.ts';
import * as outbox from '../store/outbox.ts';
import type { App } from './app.ts';
import { reviewChannels } from './cards/places.ts';
import { wakeForOutbox } from './waking.ts';

/** Each process reads the file; the same faults are told once. */
export async function tellOfFaultyTeam(app: App, fault: ConfigurationFault): Promise<void> {
  const lines = fault.faults.map(faultLine);
  const round = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
  const payload = { lines: lines.slice(0, MOST_LINES), count: lines.length };
  const subject = subjectOf('team-file', 'changed');
  const wanted = reviewChannels(app).map(
    (to): outbox.WantedMessage => ({
      ...{ subject, kind: 'faults', round, to, payload },
    }),
  );
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
  await wakeForOutbox(app);
}

export function faultyTeamCard(payload: Record<string, unknown>): Card {
  const lines = Array.isArray(payload.lines) ? payload.lines.map(String) : [];
  const more = Number(payload.count ?? lines.length) - lines.length;
  return card(t('The changed team file is wrong'), {
    tone: 'warning',
    blocks: [
      text(t('The one before stays in force. To mend:')),
      list(lines),
      ...(more > 0 ? [context(t('{more} more stand in the log.', { more }))] : []),
    ],
  });
}

const MOST_LINES = 10;
