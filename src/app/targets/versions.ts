/** A version of a network's API ends: whoever reviews is told 90, 30 and 7 days ahead, at the end, and each week after it. */
import { type Card, card, list, text, time } from '../../chat/card.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import { VERSION_WARNED_AHEAD, type VersionInUse, versionsInUse } from '../../networks/versions.ts';
import * as alarms from '../../store/alarms.ts';
import * as outbox from '../../store/outbox.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { reviewChannels } from '../places.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';

/** Each version that is in use has an alarm for its next warning, and no other has. */
export async function scheduleVersionWarnings(app: App): Promise<void> {
  const wanted = inUse(app).flatMap((one) => (one.version.endsAt === undefined ? [] : [one]));
  const set = await alarms.ofKind(app.database, KIND);
  for (const { network, version } of wanted) {
    const subject = subjectOfVersion(network.name, version.name);
    const { endsAt = 0 } = version;
    if (set.some((one) => one.subject === subject && one.payload.endsAt === endsAt)) continue;
    const dueAt = Math.max(app.clock.now(), endsAt - VERSION_WARNED_AHEAD);
    await alarms.set(app.database, { subject, kind: KIND, dueAt, payload: { endsAt } });
    await wakeForAlarm(app, dueAt);
  }
  const subjects = wanted.map(({ network, version }) => subjectOfVersion(network.name, version.name));
  for (const { subject } of set.filter((one) => !subjects.includes(one.subject)))
    await alarms.unset(app.database, subject, KIND);
}

/** `id`: of its subject. */
export async function warnOfVersion(app: App, id: string): Promise<Rang> {
  const endsAt = named(app, id)?.version.endsAt;
  const now = app.clock.now();
  if (endsAt === undefined) return 'done';
  const next = instantsOf(endsAt).find((at) => at > now) ?? now + WEEK;
  if (now < endsAt - VERSION_WARNED_AHEAD) return { again: endsAt - VERSION_WARNED_AHEAD };
  const subject = subjectOf(SUBJECT, id);
  // Rung again after a crash, it is told once.
  const round = String(next > endsAt ? Math.floor(now / WEEK) : next);
  const wanted = reviewChannels(app).map(
    (to): outbox.WantedMessage => ({ ...{ subject, kind: 'ending', round, to } }),
  );
  await app.database.transaction((transaction) => outbox.want(transaction, wanted));
  await wakeForOutbox(app);
  return { again: next };
}

/** Undefined: nothing goes by it any more. */
export function drawVersion(app: App, id: string): Card | undefined {
  const found = named(app, id);
  if (!found) return undefined;
  const { network, version, places } = found;
  const { endsAt, isLifted = false } = version;
  if (endsAt === undefined) return undefined;
  const names = { network: network.title, version: version.name };
  const isOver = endsAt <= app.clock.now();
  return card(
    isOver
      ? t('{network} has ended version {version} of its API', names)
      : t('{network} ends version {version} of its API', names),
    {
      tone: isOver ? 'bad' : 'warning',
      blocks: [
        text(fateOf(endsAt, { isOver, isLifted })),
        list(places),
        text(
          t('Whoever runs the bot sets `version` there to a newer one. Nothing has to be connected again.'),
        ),
      ],
    },
  );
}

function fateOf(endsAt: number, { isOver, isLifted }: { isOver: boolean; isLifted: boolean }) {
  const at = time(endsAt);
  if (isOver)
    return isLifted
      ? t(
          'Since {at} what goes by it is answered by the oldest version that lives, which may do something else. It stands under:',
          { at },
        )
      : t('Since {at} posts wait that go by it. It stands under:', { at });
  return isLifted
    ? t(
        'On {at}; from then on what goes by it is answered by the oldest version that lives, which may do something else. It stands under:',
        { at },
      )
    : t('On {at}; from then on posts wait that go by it. It stands under:', { at });
}

function named(app: App, id: string): VersionInUse | undefined {
  return inUse(app).find(({ network, version }) => `${network.name}/${version.name}` === id);
}

function inUse(app: App): VersionInUse[] {
  return versionsInUse(app.team, (name) => app.accounts.network(name));
}

function instantsOf(endsAt: number): number[] {
  return [90, 30, 7, 0].map((days) => endsAt - days * DAY);
}

function subjectOfVersion(network: string, version: string): Subject {
  return subjectOf(SUBJECT, `${network}/${version}`);
}

/** The name of its file in alarms/, and in subjects/. */
const KIND = 'warn-of-version';
const SUBJECT = 'api-version';
/** Ms. */
const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
