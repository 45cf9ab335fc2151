/** A changed team file that is wrong: the one before stays in force, and those who review are told what is wrong, by line. */
import { createHash } from 'node:crypto';
import type { ConfigurationFault } from '../../config/fault.ts';
import { faultLine } from '../../config/fault.ts';
import type { AwaitedTarget } from '../../config/team/awaited.ts';
import { type Card, card, context, list, text } from '../chat/card.ts';
import { subjectOf } from '../kit/subject.ts';
import { t } from '../kit/t.ts';
import * as outbox from '../store/outbox.ts';
import type { App } from './app.ts';
import { reviewChannels } from './places.ts';
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

/** Names that stand in the file, and of targets that people connected; each set of them is told once a day at most. */
export async function tellOfClashes(app: App, names: string[]): Promise<void> {
  if (names.length === 0) return;
  app.log.error(
    { event: 'team', names },
    'the team file gives a name to something that a connected target has',
  );
  await tellDaily(app, CLASHES, names);
}

/** Targets that the file names, and that nobody has connected; each set of them is told once a day at most. */
export async function tellOfAbsent(app: App, targets: AwaitedTarget[]): Promise<void> {
  if (targets.length === 0) return;
  const lines = targets.map(({ name, field, line }) =>
    line === undefined
      ? `${name} (${field})`
      : t('{name} (line {line}, {field})', { name, field, line: `${line}` }),
  );
  app.log.warn({ event: 'team', targets: lines }, 'the team file names targets that nobody has connected');
  await tellDaily(app, ABSENT, lines);
}

async function tellDaily(app: App, kind: string, names: string[]): Promise<void> {
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  const round = createHash('sha256').update(`${day} ${names.join()}`).digest('hex').slice(0, 16);
  const subject = subjectOf('team-file', kind);
  const wanted = reviewChannels(app).map(
    (to): outbox.WantedMessage => ({ ...{ subject, kind, round, to, payload: { names } } }),
  );
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
  await wakeForOutbox(app);
}

export const ABSENT = 'absent';
export const CLASHES = 'clashes';

export function clashesCard({ names }: Record<string, unknown>): Card {
  return card(t('A name is used twice'), {
    tone: 'warning',
    blocks: [
      text(t('The team file gives a name to a target or a group that somebody gave to a connected account:')),
      list(Array.isArray(names) ? names.map(String) : []),
      text(
        t(
          'Nothing goes out by either of them until the file calls its own something else: what was approved for one account would go out by the other.',
        ),
      ),
    ],
  });
}

export function absentCard({ names }: Record<string, unknown>): Card {
  return card(t('The team file names targets that are not there'), {
    tone: 'warning',
    blocks: [
      list((Array.isArray(names) ? names.map(String) : []).slice(0, MOST_LINES)),
      text(
        t(
          'An admin connects each under that name (/accounts connect), and it counts from then on; or correct the name. Until then a step of approval that names it counts for every post, groups are without it, and its required words are asked for, as a warning, at every target that somebody connected under a name of its own.',
        ),
      ),
    ],
  });
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
