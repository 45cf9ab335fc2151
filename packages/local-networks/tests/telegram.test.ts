/** The local Telegram by itself, asked with plain requests: what its documentation says, and nothing of a client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalTelegram } from '../src/telegram/index.ts';
import { pixel } from './picture.ts';
import { type Answer, askOf, CHANNEL, createTelegram, form, GROUP, TOKEN } from './telegram-rig.ts';

let now: number;
let telegram: LocalTelegram;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  telegram = createTelegram(() => now);
  await telegram.start();
});
afterEach(() => telegram.stop());

const ask = (method: string, fields: Record<string, unknown> | FormData, token?: string) =>
  askOf(telegram, method, fields, token);

function send(text: string, more: Record<string, unknown> = {}): Promise<Answer> {
  return ask('sendMessage', { chat_id: CHANNEL, text, ...more });
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
