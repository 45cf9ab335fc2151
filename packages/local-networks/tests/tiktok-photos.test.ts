/** The local TikTok fetches pictures from proven domains, and lists what people may see. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, begin, codeOf, MINUTE, pass, put, startEach, statusOf, tiktok } from './tiktok-rig.ts';

startEach();

describe('photos', () => {
  let pictures: Server;
  const at = (path: string) => `http://127.0.0.1:${(pictures.address() as AddressInfo).port}${path}`;

  beforeEach(async () => {
    const blank = sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } });
    const files: Record<string, [string, Buffer]> = {
      '/a.jpeg': ['image/jpeg', await blank.clone().jpeg().toBuffer()],
      '/a.png': ['image/png', await blank.clone().png().toBuffer()],
    };
    pictures = createServer(({ url = '' }, response) => {
      const [type, bytes] = files[url] ?? [];
      if (url === '/moved') return void response.writeHead(302, { location: '/a.jpeg' }).end();
      response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(bytes);
    });
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', () => resolve()));
  });
  afterEach(() => void pictures.close());

  const show = (addresses: string[], info = {}) =>
    ask('/v2/post/publish/content/init/', {
      ...{ media_type: 'PHOTO', post_mode: 'DIRECT_POST' },
      post_info: { title: 'T', description: 'D', privacy_level: 'SELF_ONLY', ...info },
      source_info: { source: 'PULL_FROM_URL', photo_images: addresses, photo_cover_index: 0 },
    });

  test('are fetched, and go out by themselves', async () => {
    const { data } = await show([at('/a.jpeg'), at('/a.jpeg')]);
    expect((await statusOf(data.publish_id)).data.status).toBe('PROCESSING_DOWNLOAD');
    pass(MINUTE);
    expect((await statusOf(data.publish_id)).data.status).toBe('PUBLISH_COMPLETE');
    expect(tiktok.posts()).toMatchObject([{ title: 'T', description: 'D', photos: [{}, {}] }]);
  });

  test.each([
    ['/a.png', 'file_format_check_failed'],
    ['/moved', 'photo_pull_failed'],
    ['/none', 'photo_pull_failed'],
  ])('from %s fail: %s', async (path, reason) => {
    const { data } = await show([at('/a.jpeg'), at(path)]);
    expect((await statusOf(data.publish_id)).data).toMatchObject({ status: 'FAILED', fail_reason: reason });
  });

  test('are not fetched from where nobody proved to own', async () => {
    const asked = show(['https://elsewhere.example/a.jpeg']);
    expect(await codeOf(asked)).toEqual([403, 'url_ownership_unverified']);
  });

  test.each([{ title: 'a'.repeat(91) }, { description: 'a'.repeat(4_001) }])(
    'have a title and a description of so many characters',
    async (info) => {
      expect(await codeOf(show([at('/a.jpeg')], info))).toEqual([400, 'invalid_params']);
    },
  );

  test('of the 36th on are refused', async () => {
    const many = Array.from({ length: 36 }, () => at('/a.jpeg'));
    expect(await codeOf(show(many))).toEqual([400, 'invalid_params']);
  });
});

describe('what is listed', () => {
  async function out(info = {}) {
    const { data } = await begin(1_000, { info });
    await put(data.upload_url, 'bytes 0-999/1000', Buffer.alloc(1_000));
    return String(data.publish_id);
  }
  const list = () => ask('/v2/video/list/?fields=id,video_description', { max_count: 20 });

  test('is public, and was looked at', async () => {
    const shown = await out();
    await out({ privacy_level: 'SELF_ONLY', title: 'Mine' });
    expect((await list()).data.videos).toEqual([]);
    pass(6 * MINUTE);
    const { post } = tiktok.posts()[0] ?? {};
    expect((await list()).data.videos).toEqual([{ id: post, video_description: 'Kites' }]);
    tiktok.engage(shown, { likes: 3, comments: 2, shares: 1 });
    const asked = { filters: { video_ids: [post, '1'] } };
    const { data } = await ask('/v2/video/query/?fields=like_count,comment_count,share_count', asked);
    expect(data.videos).toEqual([{ like_count: 3, comment_count: 2, share_count: 1 }]);
    tiktok.takeDown(shown);
    expect((await list()).data.videos).toEqual([]);
  });

  test('is asked for by its fields, twenty at a time', async () => {
    expect(await codeOf(ask('/v2/video/list/', {}))).toEqual([400, 'invalid_params']);
    const many = { filters: { video_ids: Array.from({ length: 21 }, (_, index) => String(index)) } };
    expect(await codeOf(ask('/v2/video/query/?fields=id', many))).toEqual([400, 'invalid_params']);
  });
});
