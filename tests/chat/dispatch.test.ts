import { expect, test } from 'vitest';
import { card, plainText } from '../../src/chat/card.ts';
import { ChatError } from '../../src/chat/chat.ts';
import { Dispatcher } from '../../src/chat/dispatch.ts';
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
