/** Somebody reports a message: moderators see it, once for a message, and nobody else learns who it was. */
import { section as moderation } from '../../../config/team/sections/moderation.ts';
import { type Card, card, text } from '../../chat/card.ts';
import type { MenuCall } from '../../chat/command.ts';
import { type Refusal, refuse } from '../../kit/finding.ts';
import { randomKey } from '../../kit/key.ts';
import { cut, storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import * as audit from '../../store/audit.ts';
import * as cases from '../../store/cases.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';
import { entryOf } from '../auditing.ts';
import { wakeForOutbox } from '../waking.ts';
import { cardsOf } from './acting.ts';
import { subjectOfCase } from './subjects.ts';

/** Throws a `Refusal`. */
export async function report(app: App, call: MenuCall): Promise<Card> {
  const { person, target } = call;
  const { queue } = moderation.of(app.team);
  if (Object.keys(queue).length === 0) throw nobodyReads();
  if (!target.message) throw noMessage();
  if (person.identities[call.chat] === target.author.id) throw ownMessage();
  const since = app.clock.now() - LIMIT.within;
  if ((await cases.countReports(app.database, person.id, since)) >= LIMIT.most) throw tooMany();
  const evidence = await evidenceOf(app, call, target.message);
  const kept = await app.database.transaction((transaction) => keep(app, transaction, call, evidence));
  await wakeForOutbox(app);
  return kept.isOpen ? thanks(kept.isNew) : settledBefore();
}

async function keep(
  app: App,
  transaction: Transaction,
  { chat, person, target: { author } }: MenuCall,
  evidence: cases.Evidence,
): Promise<{ isNew: boolean; isOpen: boolean }> {
  const accused = { chat, userId: author.id, userName: cut(storable(author.name ?? author.id), 100) };
  await cases.lockPerson(transaction, accused);
  const known = (await cases.ofMessage(transaction, evidence)).at(-1);
  const at = app.clock.now();
  // Noted only, it is for a moderator to look at now.
  if (known && known.action !== 'log') {
    const isNew = await cases.addReport(transaction, { caseId: known.id, personId: person.id, at });
    await outbox.markChanged(transaction, subjectOfCase(known.id));
    return { isNew, isOpen: known.state === 'open' };
  }
  const { id } = await cases.open(transaction, {
    ...accused,
    ...{ origin: 'report', action: 'report', state: 'open', at, noticeKey: randomKey(), notice: 'none' },
  });
  await cases.addMessage(transaction, id, evidence);
  await cases.addReport(transaction, { caseId: id, personId: person.id, at });
  await outbox.want(transaction, cardsOf(app, id, 'open'));
  await audit.append(transaction, {
    ...entryOf('case.reported', app.clock),
    ...{ subject: subjectOfCase(id), details: { user: author.id, chat } },
  });
  return { isNew: true, isOpen: true };
}

async function evidenceOf(
  app: App,
  { chat, target }: MenuCall,
  { channel, message }: { channel: string; message: string },
): Promise<cases.Evidence> {
  const readable = { text: target.text ?? '', names: target.names ?? {} };
  const words = (await app.messengers.get(chat)?.readable(readable)) ?? readable.text;
  return {
    ...{ chat, channel, message, files: [], deletion: 'kept' },
    text: cut(storable(words), MOST_TEXT),
    at: target.at ?? app.clock.now(),
  };
}

function thanks(isNew: boolean): Card {
  return card(isNew ? t('Reported') : t('You reported this already'), {
    tone: 'good',
    blocks: [
      text(
        t(
          'The moderators see it, and you are told what came of it. Nobody else learns that you reported it.',
        ),
      ),
    ],
  });
}

function settledBefore(): Card {
  return card(t('The moderators have decided on this already'), {
    blocks: [text(t('Your report is kept with it.'))],
  });
}

function nobodyReads(): Refusal {
  return refuse(
    'report.nobody',
    'Report',
    t('Nobody reads reports here: the team file names no channel for moderators.'),
    t('An admin can add moderation.queue to it. Meanwhile write to a moderator.'),
  );
}

function noMessage(): Refusal {
  return refuse('report.no_message', 'Report', t('This is no message.'), t('Report a message by its menu.'));
}

function ownMessage(): Refusal {
  return refuse('report.own', 'Report', t('You wrote this yourself.'), t('You can delete it.'));
}

function tooMany(): Refusal {
  return refuse(
    'report.too_many',
    'Report',
    t('You reported {most} messages within ten minutes, which is the limit.', { most: LIMIT.most }),
    t('The moderators see those; report others a little later.'),
  );
}

/** `within`: ms. */
const LIMIT = { most: 5, within: 10 * 60_000 };
const MOST_TEXT = 6_000;
