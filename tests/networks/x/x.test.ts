import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/x/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';
import { ACME, APP, problem, READER, SCOPES, startX } from '../servers/x.ts';

let far: Awaited<ReturnType<typeof startX>>;

beforeEach(async () => {
  far = await startX();
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), outside());
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt()) {
  return connection.publish(message, intent, keepIn(intent));
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

function gif(alt: string) {
  return { bytes: GIF, contentType: 'image/gif', alt, width: 1, height: 1 };
}

describe('a post', () => {
  it('leads to where people see it', async () => {
    const { id, url } = await publish(connect(), textOf('Hello'));
    expect(url).toBe(`https://x.com/acme/status/${id}`);
  });

  it('shows a GIF, which X works on for a while', async () => {
    await far.stop();
    far = await startX(Date, { processing: 700 });
    await publish(connect(), { text: 'Look up', images: [gif('A kite that turns')] });
    expect(far.live()).toEqual([
      { text: 'Look up', images: [{ alt: 'A kite that turns', bytes: GIF.length }] },
    ]);
  });

  it('names its pictures again while X keeps them, and uploads them anew afterwards', async () => {
    const message = { text: 'Look up', images: [picture('A kite')] };
    const intent = intentAt();
    far.fail('refused');
    await failureOf(publish(connect(), message, intent));
    far.x.faults.next('upload', { refusal: problem(500, 'Internal Server Error', 'again') });
    await publish(connect(), message, intent);
    expect(far.live()).toHaveLength(1);
    const old = { ...intent, marks: { ...intent.marks, media_1_until: String(Date.now() - 1) } };
    expect((await failureOf(publish(connect(), { ...message, text: 'Again' }, old))).message).toContain(
      'again',
    );
  });

  it('that X answers with an error beside it is there', async () => {
    const body = {
      data: { id: '1', text: 'Hello' },
      errors: [{ title: 'Field Error', detail: 'No such field.' }],
    };
    far.x.faults.next('createPost', { refusal: { status: 200, body } });
    expect((await publish(connect(), textOf('Hello'))).id).toBe('1');
  });

  it('that X answers with errors alone is refused, though the status says that all is well', async () => {
    const body = { errors: [{ title: 'Forbidden', detail: 'Not like this.' }] };
    far.x.faults.next('createPost', { refusal: { status: 200, body } });
    const error = await failureOf(publish(connect(), textOf('Hello')));
    expect([error.reason, error.message]).toEqual(['refused', 'X: Not like this.']);
  });
});

it('connected anew as another account, is looked for there', async () => {
  let token = far.x.issueToken(ACME.id, SCOPES);
  const given = { client_id: APP.id, client_secret: APP.secret, api_url: far.x.url };
  const grant = { token: async () => token };
  const connection = network.connect(network.account.parse(given), { ...outside(), grant });
  await publish(connection, textOf('As one'));
  token = far.x.issueToken(READER.id, SCOPES);
  far.fail('cut after');
  const intent = intentAt();
  await failureOf(publish(connection, textOf('As another'), intent));
  const found = await connection.find?.(textOf('As another'), intent);
  expect(found?.url).toContain(`/${READER.username}/status/`);
});

describe('the preflight', () => {
  const ids = (message: Message) =>
    connect()
      .preflight?.(message)
      .map(({ id }) => id);

  it('takes one cashtag', () => {
    expect(ids(textOf('$ACME rises'))).toEqual([]);
    expect(ids(textOf('$ACME and $BELL rise, for $20'))).toEqual(['x.text.max_cashtags']);
  });

  it('takes a GIF alone, and larger than other pictures', () => {
    const large = { ...gif('A kite'), bytes: new Uint8Array(6_000_000) };
    expect(ids({ text: '', images: [large] })).toEqual([]);
    expect(ids({ text: '', images: [gif('A kite'), picture('Another')] })).toEqual(['x.media.gif_alone']);
    const photo = { ...picture('A kite'), bytes: new Uint8Array(6_000_000) };
    expect(ids({ text: '', images: [photo] })).toEqual(['x.media.max_photo_bytes']);
  });

  it('knows what a post costs, and why', async () => {
    const { costs } = connect({ monthly_cap: 20, prices: { alt_text: 0.004 } });
    expect(await costs?.of({ text: 'Hello', alts: 0 })).toEqual({ mills: 15, why: '' });
    expect(await costs?.of({ text: 'See example.org', alts: 2 })).toEqual({
      mills: 208,
      why: 'it carries a link',
    });
    expect(costs?.most).toBe(20_000);
  });

  it('counts as much as X charges', async () => {
    const { costs } = connect();
    const messages = [
      textOf('Hello'),
      textOf('See https://example.org'),
      { text: '', images: [picture('A kite')] },
    ];
    await connect().identify();
    for (const message of messages) {
      const before = far.x.spent;
      const connection = connect();
      await connection.identify();
      await publish(connection, message);
      // Who the account is was asked twice.
      const expected = await costs?.of({ text: message.text, alts: message.images.length });
      expect(far.x.spent - before - 2).toBe(expected?.mills);
    }
  });
});

describe('when an answer is lost', () => {
  it('the post is found by its text with links, its signs, its pictures, and not as the newest', async () => {
    const message = { text: 'A & B <c> https://example.org/a?b=1&c=2 now', images: [picture('A kite')] };
    const intent = intentAt();
    far.fail('cut after');
    expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
    await publish(connect(), textOf('Another'));
    const [live] = far.x.posts(ACME.id);
    expect(await connect().find?.(message, intent)).toMatchObject({ id: live?.id });
    expect(await connect().find?.({ ...message, images: [] }, intent)).toBeUndefined();
    expect(await connect().find?.(message, intentAt(Date.now() + 3_600_000))).toBeUndefined();
  });

  it('two that say the same are left to a person', async () => {
    far.x.say(ACME.id, 'Once');
    far.x.say(ACME.id, 'Once');
    const error = await failureOf(connect().find?.(textOf('Once'), intentAt()) ?? Promise.resolve());
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('two posts')]);
  });

  it('it is looked through page by page', async () => {
    const intent = intentAt();
    await publish(connect(), textOf('The first'), intent);
    for (let index = 0; index < 120; index += 1) far.x.say(ACME.id, `Number ${index}`);
    expect(await connect().find?.(textOf('The first'), intent)).toBeDefined();
  });
});

describe('what others complained of', () => {
  it('iembot#163: a refusal as a duplicate is no failure where the post is ours: it is looked for', async () => {
    const message = textOf('Once');
    const intent = intentAt();
    far.fail('cut after');
    await failureOf(publish(connect(), message, intent));
    expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
    expect(await connect().find?.(message, intent)).toBeDefined();
    expect(far.live()).toHaveLength(1);
  });

  it('a duplicate that X does not list yet is looked for again, and for a quarter of an hour', async () => {
    const clock = new MovableClock();
    await far.stop();
    far = await startX(clock, { visibleAfter: 3_600_000 });
    const connection = network.connect(network.account.parse(far.account), { ...outside(), clock });
    const intent = intentAt(clock.now());
    await publish(connection, textOf('Once'), intent);
    expect((await failureOf(publish(connection, textOf('Once'), intent))).reason).toBe('lost');
    clock.moveTo(clock.now() + 16 * 60_000);
    expect((await failureOf(publish(connection, textOf('Once'), intent))).reason).toBe('refused');
  });

  it('silver_bird#204: what may be live is looked for before it is sent again', async () => {
    expect(network.contract).toEqual({ kind: 'read-back' });
    expect(connect().find).toBeDefined();
  });

  it('node-twitter-api-v2#366: a part of a thread waits until the part before it can be seen', async () => {
    await far.stop();
    far = await startX(Date, { visibleAfter: 600 });
    const first = await publish(connect(), textOf('One'));
    const thread = { root: first, parent: first };
    await publish(connect(), { ...textOf('Two'), thread });
    expect(far.answers()).toEqual([['Two', 'One']]);
  });

  it('node-twitter-api-v2#366: it is tried again later where that takes longer, and not where it is gone', async () => {
    const clock = new MovableClock();
    await far.stop();
    far = await startX(clock, { visibleAfter: 60_000 });
    const connection = network.connect(network.account.parse(far.account), { ...outside(), clock });
    const parent = await publish(connection, textOf('One'), intentAt(clock.now()));
    const second = { ...textOf('Two'), thread: { root: parent, parent } };
    const early = failureOf(publish(connection, second, intentAt(clock.now())));
    const moving = setInterval(() => clock.moveTo(clock.now() + 1_000), 20);
    expect(await early).toMatchObject({ reason: 'unreachable', retryAfter: 5_000 });
    clearInterval(moving);
    far.x.unsay(parent.id);
    clock.moveTo(clock.now() + 3_600_000);
    const late = failureOf(publish(connection, second, intentAt(clock.now())));
    const onward = setInterval(() => clock.moveTo(clock.now() + 1_000), 20);
    expect(await late).toMatchObject({ reason: 'refused', message: expect.stringContaining('not there') });
    clearInterval(onward);
  });

  it('node-twitter-api-v2#243: why X makes nothing of a picture is told', async () => {
    await far.stop();
    far = await startX(Date, { processing: 100 });
    const info = {
      state: 'failed',
      error: { name: 'InvalidMedia', message: 'Unsupported number of frames.' },
    };
    far.x.faults.next('status', {
      refusal: { status: 200, body: { data: { id: '1', processing_info: info } } },
    });
    const error = await failureOf(publish(connect(), { text: 'Look', images: [gif('A kite')] }));
    expect([error.reason, error.message]).toEqual([
      'refused',
      'X makes nothing of a picture: Unsupported number of frames.',
    ]);
    expect(far.live()).toEqual([]);
  });

  it('postiz#1557: that the credits are used up is told as that, with the remedy, and closes the account', async () => {
    far.x.setCredits(3);
    const error = await failureOf(publish(connect(), textOf('Hello')));
    expect(error).toMatchObject({ reason: 'unauthorized', closesAccount: true });
    expect(error.message).toContain('CreditsDepleted');
    expect(error.remedy).toContain('credits');
  });

  it('postiz PR #2040: an empty post, a locked account and an address of crypto money are told apart, with what to do', async () => {
    const told = async (text: string) => {
      const { reason, message, remedy } = await failureOf(publish(connect(), textOf(text)));
      return [reason, message, remedy];
    };
    expect(await told(' ')).toEqual([
      'refused',
      expect.stringContaining('text or media'),
      expect.any(String),
    ]);
    const detail = 'You are not allowed to post crypto addresses in the first 7 days after login.';
    far.x.faults.next('createPost', { refusal: problem(403, 'Forbidden', detail) });
    expect(await told('0x1')).toEqual([
      ...['refused', expect.stringContaining('crypto'), expect.stringContaining('seven days')],
    ]);
    far.x.lock(ACME.id);
    expect(await told('Hello')).toEqual([
      ...['unauthorized', expect.stringContaining('locked'), expect.stringContaining('Sign in at x.com')],
    ]);
  });
});

describe('a refusal', () => {
  it('for a locked account closes the account, and says what to do', async () => {
    far.x.lock(ACME.id);
    const error = await failureOf(publish(connect(), textOf('Hello')));
    expect(error).toMatchObject({ reason: 'unauthorized', closesAccount: true });
    expect(error.remedy).toContain('x.com');
  });

  it('for the day uses the time of that limit', async () => {
    const now = Math.ceil(Date.now() / 1_000);
    const headers = {
      ...{ 'x-rate-limit-remaining': '12', 'x-rate-limit-reset': String(now + 60) },
      ...{ 'x-app-limit-24hour-remaining': '0', 'x-app-limit-24hour-reset': String(now + 7_200) },
    };
    far.x.faults.next('createPost', {
      refusal: problem(429, 'Too Many Requests', 'Too Many Requests', headers),
    });
    const error = await failureOf(publish(connect(), textOf('Hello')));
    expect(Math.round((error.retryAfter ?? 0) / 60_000)).toBe(120);
  });

  it.each([
    ['refused', 'You are not allowed to post crypto addresses in the first 7 days after login.'],
    [
      'refused',
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.',
    ],
    ['unauthorized', 'Your client app is not configured with the appropriate permissions.'],
  ])('is %s: %s', async (reason, detail) => {
    far.x.faults.next('createPost', { refusal: problem(403, 'Forbidden', detail) });
    const error = await failureOf(publish(connect(), textOf('Hello')));
    expect(error).toMatchObject({ reason, closesAccount: false });
    expect(error.remedy).not.toBe('');
  });

  it('tells the particular words rather than the general ones', async () => {
    const error = await failureOf(publish(connect(), textOf('世'.repeat(141))));
    expect([error.reason, error.message]).toEqual(['refused', 'X: Your Tweet text is too long.']);
  });

  it('of an upload without the right to it says so', async () => {
    const token = far.x.issueToken(
      ACME.id,
      SCOPES.filter((scope) => scope !== 'media.write'),
    );
    const connection = connect({ access_token: token });
    const error = await failureOf(publish(connection, { text: 'Look', images: [picture('A kite')] }));
    expect(error.reason).toBe('unauthorized');
    expect(far.live()).toEqual([]);
  });
});
