/** A channel that takes no messages is told to the admins, and to whoever waits for what was to be shown there. */
import { type Card, card, text, time } from '../../chat/card.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { StoredMessage } from '../../store/outbox.ts';
import * as outbox from '../../store/outbox.ts';
import * as places from '../../store/outbox-places.ts';
import type { App } from '../app.ts';
import { gather } from '../people/members.ts';
import { wakeForOutbox } from '../waking.ts';
import type { Asked, Drawn } from './subject.ts';

/** Each once for a channel and what is wrong with it. */
export async function tellOfFault(
  app: App,
  message: StoredMessage,
  fault: string,
  since: number,
): Promise<void> {
  // A fault of the notice's own place is not told there.
  if (message.personId !== null) return;
  const admins = await gather(app, { roles: ['admin'], names: [] });
  const concerned = await app.subjects.concerned(app, message.subject);
  const people = new Set([...admins.map(({ id }) => id), ...concerned]);
  const subject = subjectOf('place', message.place);
  await outbox.want(
    app.database,
    [...people].map((personId) => ({
      ...{ subject, kind: 'fault', round: since, lasting: true, to: { personId } },
      payload: { fault, since, first: message.subject },
    })),
  );
  if (people.size === 0) app.log.error({ place: message.place, fault }, 'a channel takes no messages');
  await wakeForOutbox(app);
}

/** It takes messages again: whoever was told of it reads that. */
export async function tellOfMending(app: App, place: string): Promise<void> {
  await outbox.markChanged(app.database, subjectOf('place', place));
  await wakeForOutbox(app);
}

export async function drawPlace(app: App, place: string, asked: Asked): Promise<Drawn | undefined> {
  const current = (await places.faultsOf(app.database, [place])).get(place);
  if (current === undefined && !asked.isSent) return undefined;
  const name = nameOf(app, place);
  if (current === undefined) return mendedCard(name);
  return closedCard(name, String(asked.payload.fault ?? current), Number(asked.payload.since));
}

function closedCard(name: string, fault: string, since: number): Card {
  return card(t('{name} takes no messages', { name }), {
    tone: 'bad',
    blocks: [
      text(t('Since {at}: {fault}', { at: time(since), fault })),
      text(
        t(
          'What was to be shown there waits, and is shown as soon as the channel takes it. It is tried again at least once an hour.',
        ),
      ),
    ],
  });
}

function mendedCard(name: string): Card {
  return card(t('{name} takes messages again', { name }), {
    tone: 'good',
    blocks: [text(t('What had waited is shown there now.'))],
  });
}

/** "The review channel in Slack (C012AB3CD)". */
export function nameOf({ team }: App, place: string): string {
  const [chat = '', channel = ''] = place.split(':', 2);
  const known = Object.entries(team.channels).find(([, here]) => here[chat] === channel);
  const title = chat.charAt(0).toUpperCase() + chat.slice(1);
  return known
    ? t('The {name} channel in {title} ({channel})', { name: known[0], title, channel })
    : t('The channel {channel} in {title}', { title, channel });
}
