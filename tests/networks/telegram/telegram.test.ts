import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { network } from '../../../src/networks/telegram/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, type Kept, outside, picture, textOf } from '../servers/outside.ts';
import { CHANNEL, GROUP, postsIn, SMALL_GROUP, startTelegram } from '../servers/telegram.ts';

let far: Awaited<ReturnType<typeof startTelegram>>;
let kept: Kept;

beforeEach(async () => {
  far = await startTelegram();
  kept = {};
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), outside(kept));
}

function publish(connection: Connection, message: Message) {
  return connection.publish(message, intentAt(), async () => {});
}

function album(count: number) {
  return Array.from({ length: count }, (_, index) => picture('', index));
}

const TOO_MANY = { code: 429, description: 'Too Many Requests: retry after 33', retryAfter: 33 };

describe('a Telegram chat', () => {
  it('gives a link that people can open, of public and of private ones', async () => {
    expect(await publish(connect(), textOf('Hello'))).toEqual({
      id: `${CHANNEL}/1`,
      url: 'https://t.me/acme_news/1',
    });
    const group = connect({ chat: String(GROUP) });
    expect(await publish(group, { text: 'Look', images: album(3) })).toEqual({
      id: `${GROUP}/1,2,3`,
      url: 'https://t.me/c/1000000002/1',
    });
    expect(await publish(connect({ chat: SMALL_GROUP }), textOf('Hello'))).toEqual({
      id: `${SMALL_GROUP}/1`,
    });
  });

  it('is told no format: signs go out as they are', async () => {
    const text = '*bold* _it_ `code` [a](https://example.org) <b>b</b> &amp; \\* #tag @someone';
    await publish(connect(), textOf(text));
    const [message] = far.telegram.messages(CHANNEL);
    expect(message?.text).toBe(text);
    expect(message?.entities.map(({ type }) => type)).toEqual(['url', 'hashtag', 'mention']);
  });

  it('is silent, and shows no previews, where the account says so, also after an edit', async () => {
    await publish(connect(), textOf('See https://example.org'));
    const quiet = connect({ silent: true, link_previews: false });
    const published = await publish(quiet, textOf('See https://example.org'));
    const told = () =>
      far.telegram.messages(CHANNEL).map(({ isSilent, hasPreview }) => [isSilent, hasPreview]);
    expect(told()).toEqual([
      [false, true],
      [true, false],
    ]);
    await quiet.edit?.(published, textOf('See https://example.com'));
    expect(told()[1]).toEqual([true, false]);
  });

  it('hides pictures that are marked as sensitive, one or many', async () => {
    for (const images of [album(1), album(2)])
      await publish(connect(), { text: '', images, presentation: { sensitive: true } });
    expect(far.telegram.messages(CHANNEL).map(({ photo }) => photo?.isSpoiler)).toEqual([true, true, true]);
  });

  it('has the caption of an album on its first picture, and edits it there', async () => {
    const images = album(10);
    const published = await publish(connect(), { text: 'Ten', images });
    await connect().edit?.(published, { text: 'All ten', images });
    expect(
      far.telegram
        .messages(CHANNEL)
        .map(({ text }) => text)
        .filter(Boolean),
    ).toEqual(['All ten']);
  });

  it('loses a whole album when it is deleted, also when part of it is gone already', async () => {
    const published = await publish(connect(), { text: 'Three', images: album(3) });
    far.telegram.unsay(CHANNEL, 2);
    await connect().remove(published);
    expect(far.telegram.messages(CHANNEL)).toEqual([]);
  });

  it('says that a bot may not delete what is two days old', async () => {
    const clock = { now: () => Date.now() - 49 * 3_600_000 };
    const old = await startTelegram(clock);
    const published = await publish(
      network.connect(network.account.parse(old.account), outside()),
      textOf('Old'),
    );
    clock.now = () => Date.now();
    const error = await failureOf(
      network.connect(network.account.parse(old.account), outside()).remove(published),
    );
    expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('48 hours')]);
    expect(old.live()).toHaveLength(1);
    await old.stop();
  });
});

describe('what was lost', () => {
  it('of an album that went out in part is lost, and not refused (TelegramBots#1520, telegram-bot-api#505)', async () => {
    far.telegram.faults.next('sendMediaGroup', { stopsAfter: 2 });
    const error = await failureOf(publish(connect(), { text: 'Four', images: album(4) }));
    expect([error.reason, error.remedy]).toEqual(['lost', expect.stringContaining('Part of the album')]);
    expect(far.live().map(({ images }) => images.length)).toEqual([2]);
  });

  it('of a text that Telegram refused is nothing, with its words and the remedy (postiz#747, postiz#1171)', async () => {
    const error = await failureOf(publish(connect(), { text: 'x'.repeat(1025), images: album(1) }));
    expect([error.reason, error.message]).toEqual([
      'refused',
      'Telegram: Bad Request: message caption is too long.',
    ]);
    expect(far.live()).toEqual([]);
  });
});

describe('the rights of the bot', () => {
  it.each([
    [
      CHANNEL,
      { status: 'administrator', can_post_messages: false },
      /may not post in the channel/,
      /post messages/,
    ],
    [CHANNEL, { status: 'member' }, /may not post in the channel/, /administrator/],
    [CHANNEL, { status: 'kicked' }, /bot was kicked from the channel chat/, /add the bot/],
    [GROUP, { status: 'left' }, /bot is not a member of the supergroup chat/, /add the bot/],
    [
      GROUP,
      { status: 'restricted', can_send_messages: true, can_send_photos: false },
      /may not send pictures/,
      /photos/,
    ],
  ] as const)('in %i as %o are told before anything is sent', async (chat, membership, message, remedy) => {
    far.telegram.setMembership(chat, membership);
    const error = await failureOf(connect({ chat }).identify());
    expect(error.reason).toBe('unauthorized');
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
    const sending = await failureOf(publish(connect({ chat }), { text: 'Hello', images: album(1) }));
    expect(sending.reason).toBe('unauthorized');
    expect(sending.remedy).not.toContain('token');
  });

  it('are enough in a group as a member', async () => {
    expect(await connect({ chat: GROUP }).identify()).toEqual({ handle: '@acme_bot' });
    expect(await connect().identify()).toEqual({ handle: '@acme_bot', url: 'https://t.me/acme_news' });
  });

  it('tell of a chat that is not there, and of a token that is none', async () => {
    const missing = await failureOf(connect({ chat: '@nobody_here' }).identify());
    expect([missing.reason, missing.message]).toEqual([
      'unauthorized',
      expect.stringMatching(/chat not found/),
    ]);
    far.telegram.faults.next('getMe', { refusal: { code: 404, description: 'Not Found' } });
    const revoked = await failureOf(connect().identify());
    expect([revoked.reason, revoked.remedy]).toEqual(['unauthorized', expect.stringContaining('token')]);
  });
});

describe('a group that becomes a supergroup', () => {
  const MOVED = -1001000000099;

  it('gets the post at its new id, which is kept', async () => {
    const before = await publish(connect({ chat: SMALL_GROUP }), textOf('Before'));
    far.telegram.migrate(SMALL_GROUP, MOVED);
    const after = await publish(connect({ chat: SMALL_GROUP }), textOf('After'));
    expect(after.id).toBe(`${MOVED}/1`);
    expect(postsIn(far.telegram.messages(MOVED)).map(({ text }) => text)).toEqual(['After']);
    expect(kept.value).toContain(String(MOVED));
    expect((await publish(connect({ chat: SMALL_GROUP }), textOf('Again'))).id).toBe(`${MOVED}/2`);
    expect((await failureOf(connect().edit?.(before, textOf('Mended')) ?? Promise.resolve())).reason).toBe(
      'refused',
    );
  });

  it('is not mistaken for another chat that the team file names since', async () => {
    far.telegram.migrate(SMALL_GROUP, MOVED);
    await publish(connect({ chat: SMALL_GROUP }), textOf('After'));
    expect((await publish(connect({ chat: GROUP }), textOf('Elsewhere'))).id).toBe(`${GROUP}/1`);
  });
});

it('has posted nothing where it could not read where the chat is, and reads it again', async () => {
  let isAway = true;
  const load = async () => {
    if (!isAway) return undefined;
    throw new Error('the database is away');
  };
  const connection = network.connect(network.account.parse(far.account), {
    ...outside(kept),
    session: { load, save: async () => {} },
  });
  expect((await failureOf(publish(connection, textOf('One')))).reason).toBe('unreachable');
  isAway = false;
  await publish(connection, textOf('One'));
  expect(far.live()).toHaveLength(1);
});

describe('the pace', () => {
  it('waits as long as Telegram says, without asking again', async () => {
    far.telegram.faults.next('sendMessage', { refusal: TOO_MANY });
    const connection = connect();
    const first = await failureOf(publish(connection, textOf('One')));
    expect([first.reason, first.retryAfter]).toEqual(['rate_limited', 33_000]);
    // The fault is used up: who asked now would get through.
    const second = await failureOf(publish(connection, textOf('Two')));
    expect(second.reason).toBe('rate_limited');
    expect(second.retryAfter).toBeGreaterThan(32_000);
    expect(far.live()).toEqual([]);
  });

  it('lets a few go at once and sends the others away until later', async () => {
    const connection = connect();
    await publish(connection, { text: '', images: album(10) });
    const error = await failureOf(publish(connection, textOf('Right after it')));
    expect([error.reason, error.retryAfter]).toEqual(['rate_limited', expect.any(Number)]);
    expect(far.live()).toHaveLength(1);
  });
});

describe('its rules', () => {
  const idsOf = (message: Message, editing?: boolean) =>
    connect()
      .preflight?.(message, editing)
      .map(({ id }) => id);

  it('know the caption of pictures, counted without blanks at its ends (postiz#1171)', () => {
    const images = album(1);
    expect(idsOf({ text: ` ${'x'.repeat(1024)}\n`, images })).toEqual([]);
    expect(idsOf({ text: `${'x'.repeat(1023)}😀`, images })).toEqual(['telegram.text.max_with_images']);
    expect(idsOf({ text: 'x'.repeat(1025), images }, true)).toEqual(['telegram.text.max_with_images']);
    expect(idsOf(textOf('x'.repeat(1025)))).toEqual([]);
  });

  it('know the shapes of pictures', () => {
    const shaped = (width: number, height: number) => ({
      text: '',
      images: [{ ...picture(''), width, height }],
    });
    expect(idsOf(shaped(5000, 5000))).toEqual([]);
    expect(idsOf(shaped(5001, 5000))).toEqual(['telegram.media.max_sides']);
    expect(idsOf(shaped(2000, 100))).toEqual([]);
    expect(idsOf(shaped(100, 2001))).toEqual(['telegram.media.max_ratio']);
    expect(idsOf(shaped(100, 2001), true)).toEqual([]);
  });

  it('know what one request may hold', () => {
    const image = { ...picture(''), bytes: new Uint8Array(10_000_000) };
    const message = (count: number) => ({ text: '', images: Array.from({ length: count }, () => image) });
    expect(idsOf(message(5))).toEqual([]);
    expect(idsOf(message(6))).toEqual(['telegram.media.max_bytes_in_all']);
  });

  it('ask for no alt text, and say once that those which are there are lost', async () => {
    const limits = await connect().limits();
    const told = (...alts: string[]) =>
      preflight(network, limits, { text: '', images: alts.map((alt) => picture(alt)) });
    expect(told('')).toEqual([]);
    expect(told('A kite', '', 'Two')).toMatchObject([
      {
        id: 'telegram.media.alt_unsupported',
        level: 'warning',
        message: expect.stringContaining('2 pictures'),
      },
    ]);
  });
});
