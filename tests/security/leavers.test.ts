/** Attack: somebody who has left goes on reading the cards that the bot once sent them directly. */
import { expect, test } from 'vitest';
import { after } from '../../commands/post/answer.ts';
import type { App } from '../../src/app/app.ts';
import { createSender } from '../../src/app/showing/sender.ts';
import { card } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import type { Press } from '../../src/chat/command.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as people from '../../src/store/people.ts';
import { recordingChat } from '../app/recording.ts';
import { useEmbedded } from '../store/opened.ts';

const opened = useEmbedded('leavers');

test('a direct card of a leaver is emptied at its next change, says why, and nothing new is sent', async () => {
  const ada = await people.enrol(opened.database, { slack: 'UA' }, { name: 'Ada' });
  const slack = recordingChat('slack', () => new ChatError('gone', 'no such message'));
  let hasLeft = false;
  let words = 'first';
  const sender = createSender({
    ...{ database: opened.database, clock: new MovableClock(), log: createLog('silent') },
    messengers: new Map([['slack', slack]]),
    preferred: () => ['slack'],
    draw: async () => card(words),
    hasLeft: async () => hasLeft,
    faulty: async () => {},
    unsaid: async () => {},
    mended: async () => {},
    wake: () => {},
  });
  const want = (round: number) =>
    outbox.want(opened.database, [
      { subject: 'post:1', kind: 'reminder', round, lasting: true, to: { personId: ada } },
    ]);
  const send = async () => {
    await sender.sendDue();
    await sender.idle();
  };
  await want(1);
  await send();
  expect(JSON.stringify(slack)).toContain('first');
  hasLeft = true;
  words = 'what a leaver must not read';
  await want(2);
  await send();
  expect(JSON.stringify(slack)).toContain('This is shown to the team alone');
  expect(JSON.stringify(slack)).not.toContain(words);
  await outbox.want(opened.database, [{ subject: 'case:1', kind: 'outcome', to: { personId: ada } }]);
  words = 'what became of a report';
  await send();
  // What is said once is for whoever it is meant for, of the team or not.
  expect(JSON.stringify(slack)).toContain(words);
  await sender.stop(0);
});

test('a press on an outdated card shows a guest nothing new', async () => {
  const guest = { id: 1, name: 'Gil', timeZone: 'UTC', roles: [], identities: {} };
  const pressed = after({ person: guest } as unknown as Press, {} as App, 1, 'stale');
  await expect(pressed).rejects.toMatchObject({ findings: [{ id: 'post.member' }] });
});
