import { expect, test } from 'vitest';
import { card, plainText, text } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import type { Call } from '../../src/chat/command.ts';
import { Dispatcher } from '../../src/chat/dispatch.ts';
import { type Journal, type Left, NO_JOURNAL } from '../../src/chat/journal.ts';
import { textOf } from '../../src/chat/option.ts';
import { createLog } from '../../src/kit/log.ts';

test.each([
  ['unreachable', 'Slack did not answer.', 'Try again in a moment.'],
  ['rate_limited', 'Slack asks to wait 3 s.', 'Try again in a moment.'],
  ['refused', 'Slack refused: missing_scope.', 'bellwether doctor'],
] as const)(
  'whoever the chat does not tell of (%s) reads why, and loses no words',
  async (reason, message, remedy) => {
    const ran: string[] = [];
    const dispatcher = new Dispatcher({
      definitions: [
        {
          name: 'note',
          summary: 'Note',
          options: { text: { kind: 'text', summary: 'Words' } },
          allow: 'anyone',
          answer: 'private',
          run: async () => {
            ran.push('note');
            return card('Noted');
          },
        },
      ],
      app: {},
      log: createLog('silent'),
      who: async () => {
        throw new ChatError(reason, message);
      },
      once: async () => true,
    });
    const incoming = { identity: { chat: 'slack', user: 'U1' }, channel: 'C1', event: 'e1' };
    const words = 'a text of some length, typed by hand';
    const answer = await dispatcher.run('note', { text: words }, incoming);
    const said = answer ? plainText(answer) : '';
    expect([message, remedy, words].filter((part) => !said.includes(part))).toEqual([]);
    expect(ran).toEqual([]);
  },
);

const WORDS = 'a text of some length, typed by hand';

test.each<[Left['stage'], boolean, string, number]>([
  ['heard', true, 'It was not taken', 0],
  ['acknowledged', true, 'Noted', 1],
  ['acknowledged', false, 'It was interrupted', 0],
  ['taken', false, 'Noted', 1],
  ['begun', false, 'It was interrupted', 0],
])('what a process left as %s (its event is new: %s) ends with "%s"', async (stage, isNew, heading, runs) => {
  const { dispatcher, ran } = leftWith({ stage, isLate: false }, isNew);
  const answer = await dispatcher.run('note', { text: WORDS }, INCOMING);
  expect(answer?.heading).toBe(heading);
  expect(ran).toHaveLength(runs);
  expect(plainText(answer ?? card(''))).toContain(WORDS);
});

test('what a process left before it began is not done when it is too late, and the person is told so', async () => {
  for (const stage of ['acknowledged', 'taken'] as const) {
    const { dispatcher, ran } = leftWith({ stage, isLate: true }, stage === 'acknowledged');
    const answer = await dispatcher.run('note', { text: WORDS }, INCOMING);
    expect(answer?.heading).toBe('It was not done');
    expect(plainText(answer ?? card(''))).toContain(WORDS);
    expect(ran).toEqual([]);
  }
});

test('what a process left unacknowledged, and another one took since, is neither done nor told again', async () => {
  const { dispatcher, ran } = leftWith({ stage: 'heard', isLate: false }, false);
  expect(await dispatcher.run('note', { text: WORDS }, INCOMING)).toBeUndefined();
  expect(ran).toEqual([]);
});

test('how far a command came is kept before each step; a form that opens changes nothing and may open again', async () => {
  const { dispatcher, reached } = leftWith(undefined, true);
  await dispatcher.run('note', {}, INCOMING);
  expect(reached).toEqual(['taken', 'begun', 'run']);
  reached.length = 0;
  await dispatcher.openForm({ command: 'note' }, INCOMING);
  expect(reached).toEqual(['taken']);
});

const INCOMING = { identity: { chat: 'slack', user: 'U1' }, channel: 'C1', event: 'e1' };

function leftWith(left: Left | undefined, isNew: boolean) {
  const ran: string[] = [];
  const reached: string[] = [];
  const journal: Journal = {
    ...NO_JOURNAL,
    left: () => left,
    reached: (_event, stage) => void reached.push(stage),
  };
  const dispatcher = new Dispatcher({
    definitions: [
      {
        name: 'note',
        summary: 'Note',
        options: { text: { kind: 'text', summary: 'Words' } },
        allow: 'anyone',
        answer: 'private',
        form: { title: 'Note', submit: 'Keep' },
        run: async ({ values }: Call) => {
          ran.push('note');
          reached.push('run');
          return card('Noted', { blocks: [text(textOf(values, 'text'))] });
        },
      },
    ],
    app: {},
    log: createLog('silent'),
    who: async () => ({ id: 1, name: 'Ada', timeZone: 'UTC', roles: [], identities: {} }),
    once: async () => isNew,
    journal,
  });
  return { dispatcher, ran, reached };
}
