/** A level's webhook: one signed request, tried until it is taken or somebody answers. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { idOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../../networks/network.ts';
import { sendEvent } from '../../networks/webhook/event.ts';
import type { Alarm } from '../../store/alarms.ts';
import * as crises from '../../store/crises.ts';
import * as outbox from '../../store/outbox.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';

const payload = z.object({ climb: z.number(), level: z.number(), round: z.number(), webhook: z.string() });

/** Looks at the acknowledgement right before it is sent. What a receiver refuses for good is told on the card. */
export async function page(app: App, alarm: Alarm): Promise<Rang> {
  const { climb, level, round, webhook } = payload.parse(alarm.payload);
  const id = Number(idOf(alarm.subject));
  const receiver = crisisSection.of(app.team).webhooks[webhook];
  const crisis = await app.database.transaction(async (transaction) => {
    const found = await crises.findForUpdate(transaction, id);
    return found?.state === 'open' && found.climbNumber === climb ? found : undefined;
  });
  if (!crisis) return 'done';
  if (!receiver) {
    await tell(
      app,
      id,
      t('The webhook {webhook} is in the team file no more; no page was sent.', { webhook }),
    );
    return 'done';
  }
  const event = {
    name: 'page',
    key: keyOf(alarm),
    body: {
      ...{ crisis: id, title: crisis.title, severity: crisis.severity, sentence: crisis.sentence },
      ...{ topic: crisis.topic || null, level: level + 1, round: round + 1, webhook },
      opened_at: crisis.openedAt.toISOString(),
    },
  };
  try {
    await sendEvent(receiver, event, { clock: app.clock, deadline: DEADLINE });
  } catch (error) {
    // The ringer tries again soon what did not arrive, ever more slowly.
    if (!(error instanceof NetworkError) || !FOR_GOOD.has(error.reason)) throw error;
    const why = `${error.message} ${error.remedy}`.trim();
    await tell(app, id, t('The webhook {webhook} did not take the page: {why}', { webhook, why }));
  }
  return 'done';
}

/** Of one step and webhook, whatever is tried how often. */
function keyOf({ subject, key }: Alarm): string {
  return createHash('sha256').update(`${subject} ${key}`).digest('hex').slice(0, 24);
}

async function tell(app: App, id: number, text: string): Promise<void> {
  app.log.error({ crisis: id }, text);
  await app.database.transaction(async (transaction) => {
    await crises.addNote(transaction, id, { personId: null, at: app.clock.now(), text });
    await outbox.markChanged(transaction, `crisis:${id}`);
  });
  await wakeForOutbox(app);
}

const FOR_GOOD = new Set<NetworkError['reason']>(['refused', 'unauthorized']);
/** ms; shorter than the lease of an alarm is renewed for. */
const DEADLINE = 10_000;
