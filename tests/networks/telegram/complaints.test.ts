/** What people complain about in bots that post to Telegram, each shown not to happen here. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, NetworkErrorReason } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/telegram/index.ts';
import { afterFailure, approach } from '../../../src/posts/recovery.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import type { Failure } from '../servers/far-side.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { CHANNEL, startTelegram } from '../servers/telegram.ts';

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startTelegram>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startTelegram(clock);
});
afterEach(() => far.stop());

/** `deadline`: ms. */
function connect(deadline?: number): Connection {
  const given = { ...outside(), clock, ...(deadline !== undefined && { deadline }) };
  return network.connect(network.account.parse(far.account), given);
}

function publish(connection: Connection, text: string, images = 0) {
  const message = { text, images: Array.from({ length: images }, (_, index) => picture('', index)) };
  return connection.publish(message, intentAt(clock.now()), async () => {});
}

const textsOf = () => far.telegram.messages(CHANNEL).map(({ text }) => text);

describe('what is sent again after a timeout is there twice (python-telegram-bot#1045, hermes-agent#5153, openclaw#64038, ironclaw#1528)', () => {
  async function followUp(reason: NetworkErrorReason) {
    const contract = (await connect().contract?.()) ?? network.contract;
    const now = clock.now();
    const failure = { reason, attempts: 1, now, dueAt: now, doubtful: false, mayLook: false, jitter: 0 };
    const doubt = { since: now, now, canLook: connect().find !== undefined };
    return [afterFailure(contract, failure).kind, reason === 'lost' && approach(contract, doubt)];
  }

  it.each<[Failure, number]>([
    ['cut after', 1],
    ['broken after', 1],
    ['cut before', 0],
    ['silent', 0],
  ])(
    'an answer that is lost (%s) leaves it to a person: nothing tells whether it is out',
    async (fault, out) => {
      far.fail(fault);
      const { reason } = await failureOf(publish(connect(fault === 'silent' ? 300 : undefined), 'Once'));
      expect(reason).toBe('lost');
      expect(await followUp(reason)).toEqual(['unknown', 'ask']);
      expect(textsOf()).toHaveLength(out);
    },
  );

  it('what surely never came there is sent again', async () => {
    await far.stop();
    const { reason } = await failureOf(publish(connect(), 'Once'));
    expect([reason, await followUp(reason)]).toEqual(['unreachable', ['again', false]]);
  });
});

it('what races with a wait that Telegram asks for is there once, when the wait is over (hermes-agent#64238)', async () => {
  const description = 'Too Many Requests: retry after 33';
  far.telegram.faults.next('sendMessage', { refusal: { code: 429, description, retryAfter: 33 } });
  const connection = connect();
  const texts = ['One', 'Two', 'Three'];
  const waits: string[] = [];
  await Promise.all(
    texts.map(async (text) => {
      const error = await publish(connection, text).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error) waits.push(text);
    }),
  );
  expect(waits.length).toBeGreaterThan(0);
  // Until then nobody asks: each try would make the wait longer.
  expect((await failureOf(publish(connection, 'Meanwhile'))).retryAfter).toBeGreaterThan(30_000);
  clock.moveTo(clock.now() + 33_000);
  for (const text of waits) await publish(connection, text);
  expect(textsOf().sort()).toEqual(texts.toSorted());
});

it('what it does not take is not skipped silently: it is refused, in words (matterbridge#2122)', async () => {
  for (const [text, images] of [
    ['x'.repeat(4_097), 0],
    ['x'.repeat(1_025), 1],
    ['', 11],
  ] as const) {
    const error = await failureOf(publish(connect(), text, images));
    expect([error.reason, error.message]).toEqual([
      'refused',
      expect.stringMatching(/^Telegram: Bad Request: ./),
    ]);
  }
  expect(textsOf()).toEqual([]);
});
