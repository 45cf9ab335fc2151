import { expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import { ChatError } from '../../../src/chat/chat.ts';
import type { Answers } from '../../../src/chat/discord/answers.ts';
import { Performer, type PerformerOptions } from '../../../src/chat/discord/performing.ts';
import type { Dispatcher } from '../../../src/chat/dispatch.ts';
import { NO_JOURNAL } from '../../../src/chat/journal.ts';
import { createLog } from '../../../src/kit/log.ts';

const KEPT = {
  ...{ chat: 'discord', event: '7', until: 0 },
  body: {
    ...{ kind: 'run', name: 'keep', values: {}, applicationId: '1', token: 'token' },
    incoming: { identity: { chat: 'discord', user: '2' }, channel: '3', event: '7' },
  },
};

test('what was left is done and answered where Discord cannot be asked whether it was acknowledged', async () => {
  const done = await again(async () => {
    throw new ChatError('unreachable', 'Discord did not answer.');
  });
  expect(done).toEqual(['keep', 'Kept']);
});

test('what was left is not done where Discord says that it was not acknowledged', async () => {
  expect(await again(async () => false)).toEqual([]);
});

/** What was done and answered. */
async function again(isAcknowledged: () => Promise<boolean>): Promise<string[]> {
  const done: string[] = [];
  const dispatcher = {
    command: () => undefined,
    async run(name: string) {
      done.push(name);
      return card('Kept');
    },
  };
  const answers = {
    isAcknowledged,
    fill: async (_: object, { heading }: { heading: string }) => done.push(heading),
  };
  const performer = new Performer({
    dispatcher: dispatcher as unknown as Dispatcher<object>,
    answers: answers as unknown as Answers,
    journal: NO_JOURNAL,
    log: createLog('silent'),
    names: {} as PerformerOptions<object>['names'],
    ...{ hosts: [], direct: async () => {} },
  });
  await performer.again(KEPT, false);
  return done;
}
