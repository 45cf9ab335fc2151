/** Attack: whoever may not do something has an effect by trying, or keeps the bot busy by trying without end. */
import { expect, test } from 'vitest';
import { edit } from '../../commands/post/changing.ts';
import type { App } from '../../src/app/app.ts';
import { Budget } from '../../src/chat/budget.ts';
import type { Press } from '../../src/chat/command.ts';
import { Dispatcher } from '../../src/chat/dispatch.ts';
import { createLog } from '../../src/kit/log.ts';

test('an edit that is refused has fetched and stored nothing', async () => {
  const nobody = { select: () => ({ from: () => ({ where: async () => [] }) }) };
  let given = 0;
  const press = edit(async () => {
    given += 1;
    return (before) => before;
  });
  const person = { id: 1, name: 'Gil', timeZone: 'UTC', roles: [], identities: {} };
  const refused = press(
    { id: '7.1', person, values: {} } as unknown as Press,
    { database: nobody } as unknown as App,
  );
  await expect(refused).rejects.toThrow();
  expect(given).toBe(0);
});

test('who presses without end is told to wait, and nothing is asked for them; others are heard', async () => {
  let asked = 0;
  const dispatcher = new Dispatcher<object>({
    definitions: [],
    app: {},
    log: createLog('silent'),
    who: async ({ user }) => {
      asked += 1;
      return { id: 1, name: user, timeZone: 'UTC', roles: [], identities: {} };
    },
    once: async () => true,
  });
  const command = {
    ...{ name: 'help', summary: 'Help', options: {}, allow: 'anyone' as const, answer: 'private' as const },
    run: async () => ({ heading: 'Help', tone: 'neutral' as const, blocks: [], actions: [] }),
  };
  dispatcher.commands.push(command);
  const say = (user: string, event: string) =>
    dispatcher.run('help', {}, { identity: { chat: 'slack', user }, channel: 'C1', event });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => say('U1', `e${index}`)));
  const headings = answers.map((one) => one?.heading);
  expect(headings.filter((heading) => heading === 'Too often').length).toBeGreaterThan(100);
  expect(headings.slice(0, 60)).toEqual(Array(60).fill('Help'));
  expect(asked).toBeLessThan(100);
  expect((await say('U2', 'other'))?.heading).toBe('Help');
});

test('a budget fills up again by and by, and never over the brim', () => {
  const budget = new Budget(2, 1_000);
  const takes = (now: number) => budget.take('a', now);
  expect([takes(0), takes(0), takes(0)]).toEqual([true, true, false]);
  expect([takes(1_000), takes(1_000)]).toEqual([true, false]);
  expect([takes(60_000), takes(60_000), takes(60_000)]).toEqual([true, true, false]);
});
