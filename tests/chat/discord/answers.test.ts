/** What becomes of an answer to a press or a command when Discord does not say that it took it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card } from '../../../src/chat/card.ts';
import { Answers } from '../../../src/chat/discord/answers.ts';
import { createAnsweringRest } from '../../../src/chat/discord/options.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { type Fault, json, TestServer } from '../../networks/servers/server.ts';

const to = { applicationId: '1000000000000000004', token: 'token' };
const SAID = /^\/api\/v10\/webhooks\/\d+\/token$/;
const FILLED = /^\/api\/v10\/webhooks\/\d+\/token\/messages\/@original$/;

const unclear: [string, Fault][] = [
  ['a server fault', { kind: 'answer', reply: json(502, {}) }],
  ['a broken connection', { kind: 'cut', when: 'after' }],
  ['silence', { kind: 'silent' }],
];

let server: TestServer;
let answers: Answers;

beforeEach(async () => {
  server = await new TestServer(() => json(200, {})).start();
  const media = async () => ({ bytes: Buffer.from(''), contentType: '', name: '' });
  const common = { token: 'a.b.c', deadline: 300, clock: systemClock, log: createLog('silent'), media };
  answers = new Answers(createAnsweringRest({ ...common, apiUrl: `${server.url}/api` }), media);
});
afterEach(() => server.stop());

describe('a further message', () => {
  test.each(unclear)('is asked for once, after %s too: it could stand there twice', async (_name, fault) => {
    server.meets = () => fault;
    await expect(answers.whisper(to, card('Changed'))).rejects.toThrow();
    expect(server.count('POST', SAID)).toBe(1);
  });
});

describe('the answer in the place of "is thinking"', () => {
  test.each(unclear)('is put there once more after %s', async (_name, fault) => {
    server.next('PATCH', FILLED, fault);
    await answers.fill(to, card('Drafted'));
    const [first, second] = server.calls.map(({ body }) => String(body));
    expect(server.count('PATCH', FILLED)).toBe(2);
    expect(first).toContain('Drafted');
    expect(second).toBe(first);
  });

  test('is put there no third time', async () => {
    server.meets = () => ({ kind: 'answer', reply: json(502, {}) });
    await expect(answers.fill(to, card('Drafted'))).rejects.toMatchObject({ status: 502 });
    expect(server.count('PATCH', FILLED)).toBe(2);
  });

  test('is not put there again when Discord refuses it, and says why', async () => {
    const reply = json(404, { code: 10015, message: 'Unknown Webhook' });
    server.meets = () => ({ kind: 'answer', reply });
    await expect(answers.fill(to, card('Drafted'))).rejects.toMatchObject({ code: 10015 });
    expect(server.count('PATCH', FILLED)).toBe(1);
  });
});

describe('a limit', () => {
  const limit = (seconds: number) =>
    json(429, { message: 'Wait', retry_after: seconds }, { 'retry-after': String(seconds) });

  test('that is short is waited out: nothing was said', async () => {
    server.next('POST', SAID, { kind: 'answer', reply: limit(0.05) });
    await answers.whisper(to, card('Changed'));
    expect(server.count('POST', SAID)).toBe(2);
  });

  test('that is longer than anybody waits is told at once', async () => {
    server.meets = () => ({ kind: 'answer', reply: limit(60) });
    await expect(answers.whisper(to, card('Changed'))).rejects.toMatchObject({ retryAfter: 60_050 });
    expect(server.count('POST', SAID)).toBe(1);
  });
});
