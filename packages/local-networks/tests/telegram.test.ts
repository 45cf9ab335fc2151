/** The local Telegram by itself, asked with plain requests: what its documentation says, and nothing of a client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalTelegram } from '../src/telegram/index.ts';
import { pixel } from './picture.ts';

const TOKEN = '42:AAFa-token-of-the-local-bot';
const CHANNEL = -1001;
const GROUP = -1002;

let now: number;
let telegram: LocalTelegram;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  telegram = new LocalTelegram({
    clock: { now: () => now },
    bot: { id: 42, username: 'acme_bot', name: 'Acme', token: TOKEN },
    chats: [
      {
        ...{ id: CHANNEL, type: 'channel', title: 'News', username: 'acme_news' },
        membership: { status: 'administrator', can_post_messages: true },
      },
      { id: GROUP, type: 'supergroup', title: 'People', membership: { status: 'member' } },
    ],
  });
  await telegram.start();
});
afterEach(() => telegram.stop());

interface Answer {
  status: number;
  ok: boolean;
  result?: Record<string, unknown>;
  description?: string;
  error_code?: number;
  parameters?: Record<string, unknown>;
}

async function ask(
  method: string,
  fields: Record<string, unknown> | FormData,
  token = TOKEN,
): Promise<Answer> {
  const isForm = fields instanceof FormData;
  const response = await fetch(`${telegram.apiUrl}/bot${token}/${method}`, {
    method: 'POST',
    headers: isForm ? {} : { 'content-type': 'application/json' },
    body: isForm ? fields : JSON.stringify(fields),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

function send(text: string, more: Record<string, unknown> = {}): Promise<Answer> {
  return ask('sendMessage', { chat_id: CHANNEL, text, ...more });
}

function form(fields: Record<string, string>, files: Record<string, Uint8Array> = {}): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  for (const [name, bytes] of Object.entries(files))
    made.set(name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), `${name}.png`);
  return made;
}

function album(count: number): FormData {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  const media = names.map((name, index) => ({
    ...{ type: 'photo', media: `attach://${name}` },
    ...(index === 0 && { caption: 'All of them' }),
  }));
  const files = Object.fromEntries(names.map((name) => [name, pixel()]));
  return form({ chat_id: String(CHANNEL), media: JSON.stringify(media) }, files);
}

describe('a call', () => {
  it('needs the token, and a method that there is', async () => {
    expect(await ask('getMe', {}, '42:AAFanother-token')).toEqual({
      ...{ status: 401, ok: false, error_code: 401, description: 'Unauthorized' },
    });
    expect((await ask('getMe', {}, 'nonsense')).status).toBe(404);
    expect((await ask('sendVoice', {})).status).toBe(404);
    expect((await ask('getMe', {})).result).toMatchObject({ id: 42, is_bot: true, username: 'acme_bot' });
  });

  it('may come as JSON, as a form and as a query, and names what it does not know', async () => {
    expect((await send('One')).result).toMatchObject({ message_id: 1, text: 'One' });
    const asForm = form({ chat_id: '@acme_news', text: 'Two', disable_notification: 'true' });
    expect((await ask('sendMessage', asForm)).result).toMatchObject({ message_id: 2 });
    const query = `chat_id=${CHANNEL}&text=Three`;
    const asQuery = await fetch(`${telegram.apiUrl}/bot${TOKEN}/sendMessage?${query}`);
    expect(await asQuery.json()).toMatchObject({ ok: true, result: { message_id: 3 } });
    expect((await send('Four', { parse_mode: 'HTML' })).description).toContain('parse_mode');
  });
});

describe('a text', () => {
  it('loses the blanks at its ends, and what is left must be something', async () => {
    expect((await send('\n Hello  ')).result).toMatchObject({ text: 'Hello' });
    expect((await send(' \n')).description).toBe('Bad Request: message text is empty');
  });

  it('has at most 4096 UTF-16 units, and a caption 1024', async () => {
    expect((await send(`😀${'a'.repeat(4094)}`)).ok).toBe(true);
    expect((await send(`😀${'a'.repeat(4095)}`)).description).toBe('Bad Request: message is too long');
    const captioned = (length: number) =>
      ask('sendPhoto', form({ chat_id: String(CHANNEL), caption: 'a'.repeat(length) }, { photo: pixel() }));
    expect((await captioned(1024)).ok).toBe(true);
    expect((await captioned(1025)).description).toBe('Bad Request: message caption is too long');
  });

  it('takes entities that lie within it and split no character', async () => {
    const bold = (offset: number, length: number) => ({ entities: [{ type: 'bold', offset, length }] });
    expect((await send('a😀b', bold(1, 2))).result).toMatchObject({
      entities: [{ type: 'bold', offset: 1, length: 2 }],
    });
    expect((await send('a😀b', bold(1, 1))).description).toContain('in a middle of a UTF-16 symbol');
    expect((await send('a😀b', bold(3, 2))).description).toContain('ends after the end of the text');
    expect((await send('  bold', bold(2, 4))).result).toMatchObject({
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });

  it('has its links, mentions and tags found', async () => {
    const text = 'See https://example.org/a_(b). @acme_bot #news, #1 no@mail.example';
    expect((await send(text)).result?.entities).toEqual([
      { type: 'url', offset: 4, length: 24 },
      { type: 'mention', offset: 31, length: 9 },
      { type: 'hashtag', offset: 41, length: 5 },
    ]);
  });
});

describe('pictures', () => {
  it('make an album of two to ten, whose messages are told all', async () => {
    const sent = await ask('sendMediaGroup', album(2));
    expect(sent.result).toMatchObject([
      { message_id: 1, caption: 'All of them', photo: [{ width: 1, height: 1 }] },
      { message_id: 2 },
    ]);
    for (const count of [1, 11]) expect((await ask('sendMediaGroup', album(count))).error_code).toBe(400);
    expect(telegram.messages(CHANNEL)).toHaveLength(2);
  });

  it('that are none, or not there, are refused', async () => {
    const photo = (files: Record<string, Uint8Array>) =>
      ask('sendPhoto', form({ chat_id: String(CHANNEL) }, files));
    expect((await photo({})).description).toContain('no photo in the request');
    expect((await photo({ photo: Buffer.from('no picture') })).description).toContain('IMAGE_PROCESS_FAILED');
  });
});

describe('a video', () => {
  const FILM = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(1_000)]);
  const shape = { chat_id: String(CHANNEL), width: '320', height: '180', duration: '2' };
  const video = (bytes: Uint8Array | undefined, type = 'video/mp4', values: object = shape) => {
    const given = form({ ...values } as Record<string, string>, {});
    if (bytes) given.set('video', new File([new Uint8Array(bytes)], 'film.mp4', { type }));
    return ask('sendVideo', given);
  };

  it('is told with its shape, and its caption is edited', async () => {
    expect((await video(FILM, 'video/mp4', { ...shape, caption: 'Kites' })).result).toMatchObject({
      ...{ caption: 'Kites', video: { width: 320, height: 180, duration: 2, mime_type: 'video/mp4' } },
    });
    const caption = await ask('editMessageCaption', { chat_id: CHANNEL, message_id: 1, caption: 'Kites!' });
    expect(caption.result).toMatchObject({ caption: 'Kites!' });
    expect(telegram.posts(CHANNEL)).toMatchObject([{ text: 'Kites!', pictures: [], video: { duration: 2 } }]);
  });

  it('that is none, or not there, or has no shape, is refused', async () => {
    expect((await video(undefined)).description).toContain('no video in the request');
    expect((await video(pixel())).description).toContain('VIDEO_CONTENT_TYPE_INVALID');
    expect((await video(FILM, 'video/webm')).description).toContain('VIDEO_CONTENT_TYPE_INVALID');
    expect((await video(FILM, 'video/mp4', { chat_id: shape.chat_id })).error_code).toBe(400);
    expect(telegram.messages(CHANNEL)).toEqual([]);
  });
});

describe('what was sent', () => {
  it('is edited, and the same again is refused as not modified', async () => {
    await send('For 30 €');
    const edit = (text: string, message_id = 1) =>
      ask('editMessageText', { chat_id: CHANNEL, message_id, text });
    expect((await edit('For 20 €')).result).toMatchObject({ text: 'For 20 €', edit_date: now / 1000 });
    expect((await edit('For 20 €')).description).toContain('message is not modified');
    expect((await edit('For 20 €', 9)).description).toBe('Bad Request: message to edit not found');
    const caption = await ask('editMessageCaption', { chat_id: CHANNEL, message_id: 1, caption: 'x' });
    expect(caption.description).toContain('there is no caption');
  });

  it('is deleted for two days, once', async () => {
    await send('One');
    await send('Two');
    const remove = (message_id: number) => ask('deleteMessage', { chat_id: CHANNEL, message_id });
    expect((await remove(1)).result).toBe(true);
    expect((await remove(1)).description).toBe('Bad Request: message to delete not found');
    now += 48 * 3_600_000;
    expect((await remove(2)).description).toBe("Bad Request: message can't be deleted");
    // Ids do not come again.
    expect((await send('Three')).result).toMatchObject({ message_id: 3 });
  });

  it('is answered where it is there, or else where that may be', async () => {
    await send('One');
    const reply = (message_id: number, more = {}) =>
      send('Two', { reply_parameters: { message_id, ...more } });
    expect((await reply(1)).result).toMatchObject({ reply_to_message: { message_id: 1, text: 'One' } });
    expect((await reply(9)).description).toBe('Bad Request: message to be replied not found');
    expect((await reply(9, { allow_sending_without_reply: true })).result).not.toHaveProperty(
      'reply_to_message',
    );
  });

  it('is there again after a restart', async () => {
    await send('One');
    const state = structuredClone(telegram.snapshotState());
    await send('Two');
    telegram.restoreState(state);
    expect(telegram.messages(CHANNEL).map(({ text }) => text)).toEqual(['One']);
  });
});

describe('a chat', () => {
  it('lets in only those who may', async () => {
    telegram.setMembership(CHANNEL, { status: 'member' });
    expect((await send('x')).description).toBe('Bad Request: need administrator rights in the channel chat');
    telegram.setMembership(CHANNEL, { status: 'kicked' });
    expect(await send('x')).toMatchObject({
      ...{ status: 403, description: 'Forbidden: bot was kicked from the channel chat' },
    });
    expect((await send('x', { chat_id: -1 })).description).toBe('Bad Request: chat not found');
    telegram.migrate(GROUP, -1003);
    expect((await send('x', { chat_id: GROUP })).parameters).toEqual({ migrate_to_chat_id: -1003 });
  });

  it('takes short bursts, then one message a second, and says when', async () => {
    for (let count = 0; count < 10; count += 1) expect((await send('x')).ok).toBe(true);
    expect(await send('x')).toMatchObject({
      ...{ status: 429, error_code: 429, description: 'Too Many Requests: retry after 1' },
      parameters: { retry_after: 1 },
    });
    now += 1_000;
    expect((await send('x')).ok).toBe(true);
    expect((await send('x')).ok).toBe(false);
  });

  it('that is a group takes twenty in a minute', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await send('x', { chat_id: GROUP })).ok).toBe(true);
      now += 1_000;
    }
    expect((await send('x', { chat_id: GROUP })).parameters).toEqual({ retry_after: 40 });
  });
});
