/** What is to be done is committed before it is done; whoever finds it unfinished goes on. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import type { CaseAction } from '../../moderation/case.ts';
import * as alarms from '../../store/alarms.ts';
import type { Transaction } from '../../store/database.ts';
import type { App } from '../app.ts';
import { subjectOfCase } from './subjects.ts';

/** To be called in the transaction of the intent. Rings only where the act was not finished by then. */
export async function actSoon({ clock }: App, transaction: Transaction, id: number): Promise<void> {
  const dueAt = clock.now() + TAKEN_UP_AFTER;
  await alarms.set(transaction, { subject: subjectOfCase(id), kind: 'act-on-case', dueAt });
}

/** To the second: that is what chats keep. Null: for good, or nothing that lasts. `asked`: ms. */
export function endOf(app: App, action: CaseAction, asked?: number): number | null {
  const { timeout, ban } = moderation.of(app.team).durations;
  const usual = action === 'timeout' ? timeout || HOUR : action === 'ban' ? ban : undefined;
  const lasts = action === 'timeout' || action === 'ban' ? (asked ?? usual) : undefined;
  return lasts === undefined ? null : Math.ceil((app.clock.now() + lasts) / 1_000) * 1_000;
}

/** ms */
const TAKEN_UP_AFTER = 30_000;
const HOUR = 3_600_000;
