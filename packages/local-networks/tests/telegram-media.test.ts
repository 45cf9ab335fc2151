/** Pictures and videos at the local Telegram. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalTelegram } from '../src/telegram/index.ts';
import { pixel } from './picture.ts';
import { askOf, CHANNEL, createTelegram, form } from './telegram-rig.ts';

let telegram: LocalTelegram;

beforeEach(async () => {
  telegram = createTelegram(() => Date.parse('2026-11-02T09:00:00Z'));
  await telegram.start();
});
afterEach(() => telegram.stop());

const ask = (method: string, fields: Record<string, unknown> | FormData) => askOf(telegram, method, fields);

function album(count: number): FormData {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  const media = names.map((name, index) => ({
    ...{ type: 'photo', media: `attach://${name}` },
    ...(index === 0 && { caption: 'All of them' }),
  }));
  const files = Object.fromEntries(names.map((name) => [name, pixel()]));
  return form({ chat_id: String(CHANNEL), media: JSON.stringify(media) }, files);
}

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

  it('has a cover that came with it, and no other', async () => {
    const covered = (cover: string, still: Uint8Array) => {
      const given = form({ ...shape, cover }, { still });
      given.set('video', new File([new Uint8Array(FILM)], 'film.mp4', { type: 'video/mp4' }));
      return ask('sendVideo', given);
    };
    expect((await covered('attach://still', pixel())).result).toMatchObject({
      video: { width: 320, cover: [{ width: 1, height: 1 }] },
    });
    for (const [cover, still] of [
      ['attach://another', pixel()],
      ['https://acme.example/a.png', pixel()],
      ['attach://still', Buffer.from('no picture')],
    ] as const)
      expect((await covered(cover, still)).error_code).toBe(400);
    expect(telegram.messages(CHANNEL)).toHaveLength(1);
  });

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
