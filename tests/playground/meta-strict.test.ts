/** The local Instagram and the local Facebook refuse what the real ones refuse: asked by hand, not by our clients. */

import { LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { picture } from '../networks/servers/outside.ts';
import { publicPictures } from '../networks/servers/public-pictures.ts';

const APP = { id: 'app', secret: 'shh', redirects: [], scopes: [] };

interface Told {
  id?: string;
  error?: { code: number; error_subcode?: number };
}

async function call(address: string, token: string, body?: URLSearchParams | FormData) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(address, body ? { method: 'POST', headers, body } : { headers });
  return (await response.json()) as Told;
}
const codeOf = ({ error }: Told) => error && [error.code, error.error_subcode];

describe('the local Instagram', () => {
  const clock = new MovableClock();
  const users = [{ id: '17', username: 'acme' }];
  const instagram = new LocalInstagram({ clock, users, apps: [APP], quota: { posts: 2, replies: 0 } });
  let token = '';
  beforeAll(() => instagram.start());
  afterAll(() => instagram.stop());
  beforeEach(() => {
    instagram.forget();
    instagram.options = { processing: undefined };
    token = instagram.tokens.issue('17', ['instagram_business_basic', 'instagram_business_content_publish']);
  });

  const post = (path: string, fields: Record<string, string>) =>
    call(`${instagram.url}/v27.0/17/${path}`, token, new URLSearchParams(fields));
  const address = (as?: 'jpeg') => publicPictures.addressOf(picture('A kite'), as);
  const made = async (more: Record<string, string> = {}) =>
    (await post('media', { image_url: await address('jpeg'), ...more })).id ?? '';

  it('takes no PNG, nothing that it cannot fetch, and nothing by itself', async () => {
    expect(codeOf(await post('media', { image_url: await address() }))).toEqual([36_001, 2_207_005]);
    expect(codeOf(await post('media', { image_url: 'http://10.0.0.9/a.jpg' }))).toEqual([9004, 2_207_052]);
    expect(codeOf(await post('media', { caption: 'Words' }))?.[0]).toBe(100);
    const long = { image_url: await address('jpeg'), caption: 'a'.repeat(2_201) };
    expect(codeOf(await post('media', long))?.[1]).toBe(2_207_010);
  });

  it('takes a cover for a reel alone, as a JPEG that it can fetch', async () => {
    const reel = { media_type: 'REELS', video_url: 'http://127.0.0.1:1/a.mp4' };
    expect(codeOf(await post('media', { ...reel, cover_url: await address() }))).toEqual([36_001, 2_207_005]);
    const private_ = { ...reel, cover_url: 'http://10.0.0.9/a.jpg' };
    expect(codeOf(await post('media', private_))).toEqual([9004, 2_207_052]);
    const still = { image_url: await address('jpeg'), cover_url: await address('jpeg') };
    expect(codeOf(await post('media', still))?.[0]).toBe(100);
    expect((await post('media', { ...reel, cover_url: await address('jpeg') })).id).toMatch(/^\d+$/);
  });

  it('tells what posts got by the names of today alone, and to whom has the right', async () => {
    const { id = '' } = await post('media_publish', { creation_id: await made() });
    const ask = (metric: string, given = token) =>
      call(`${instagram.url}/v27.0/${id}/insights?metric=${metric}`, given);
    expect(codeOf(await ask('views'))?.[0]).toBe(10);
    const allowed = instagram.tokens.issue('17', ['instagram_business_manage_insights']);
    expect(codeOf(await ask('views', allowed))).toBeUndefined();
    for (const dead of ['impressions', 'plays', ''])
      expect(codeOf(await ask(dead, allowed))?.[0], dead).toBe(100);
  });

  it('makes an album of two to ten items that are finished', async () => {
    const item = await made({ is_carousel_item: 'true' });
    const album = (ids: string[]) => post('media', { media_type: 'CAROUSEL', children: ids.join(',') });
    expect(codeOf(await album([item]))?.[1]).toBe(2_207_028);
    expect(codeOf(await album(Array.from({ length: 11 }, () => item)))?.[1]).toBe(2_207_028);
    instagram.options = { processing: 60_000 };
    const early = await made({ is_carousel_item: 'true' });
    expect(codeOf(await album([item, early]))).toEqual([9007, 2_207_027]);
  });

  it('takes an answer to a comment under its own posts that is not hidden, and keeps two levels', async () => {
    const commenting = instagram.tokens.issue('17', ['instagram_business_manage_comments']);
    const reply = (id: string, fields: Record<string, string>, given = commenting) =>
      call(`${instagram.url}/v27.0/${id}/replies`, given, new URLSearchParams(fields));
    const comment = instagram.say('reader', 'Where?', { replyTo: instagram.write('17', 'Look').id });
    const words = { message: 'Here' };
    expect(codeOf(await reply(comment.id, words, token))?.[0]).toBe(10);
    expect(codeOf(await reply(comment.id, {}))?.[0]).toBe(100);
    expect(codeOf(await reply(instagram.say('reader', 'Elsewhere').id, words))).toEqual([100, 33]);
    const first = await reply(comment.id, words);
    const second = await reply(first.id ?? '', words);
    expect(instagram.remark(second.id ?? '')?.replyTo).toBe(comment.id);
    instagram.hide(comment.id);
    expect(codeOf(await reply(comment.id, words))?.[0]).toBe(100);
  });

  it('publishes what is finished, once, and no more than the quota', async () => {
    const publish = (creation_id: string) => post('media_publish', { creation_id });
    const first = await made();
    expect((await publish(first)).id).toBeTruthy();
    expect(codeOf(await publish(first))).toEqual([9007, 2_207_027]);
    expect((await publish(await made())).id).toBeTruthy();
    expect(codeOf(await publish(await made()))).toEqual([9, 2_207_042]);
    expect(codeOf(await publish(await made({ is_carousel_item: 'true' })))?.[1]).toBe(2_207_089);
  });
});

describe('the local Facebook', () => {
  const clock = new MovableClock();
  const pages = [{ id: '10', name: 'Acme' }];
  const people = [{ id: 'ada', name: 'Ada', pages: { 10: ['CREATE_CONTENT'] } }];
  const facebook = new LocalFacebook({ clock, pages, people, apps: [APP] });
  let token = '';
  beforeAll(() => facebook.start());
  afterAll(() => facebook.stop());
  beforeEach(() => {
    facebook.forget();
    token = facebook.tokens.issue('10', ['pages_manage_posts', 'pages_read_engagement']);
  });

  const feed = (fields: Record<string, string>, given = token, version = 'v27.0') =>
    call(`${facebook.url}/${version}/10/feed`, given, new URLSearchParams(fields));
  async function photo(bytes: Uint8Array): Promise<Told> {
    const form = new FormData();
    form.set('published', 'false');
    form.set('source', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
    return call(`${facebook.url}/v27.0/10/photos`, token, form);
  }

  it('posts nothing that says nothing, and only as the page, with the right', async () => {
    expect(codeOf(await feed({}))?.[0]).toBe(100);
    expect(
      codeOf(await feed({ message: 'Hello' }, facebook.tokens.issue('ada', ['pages_manage_posts'])))?.[0],
    ).toBe(10);
    expect(codeOf(await feed({ message: 'Hello' }, facebook.tokens.issue('10', [])))?.[0]).toBe(10);
    expect((await feed({ message: 'Hello' })).id).toMatch(/^10_/);
  });

  it('tells what posts got by the names of today alone, and a sum where it is asked for', async () => {
    const { id = '' } = await feed({ message: 'Hello' });
    const ask = (path: string, scopes: string[]) =>
      call(`${facebook.url}/v27.0/${id}${path}`, facebook.tokens.issue('10', scopes));
    expect(codeOf(await ask('/insights?metric=post_media_view', []))?.[0]).toBe(10);
    expect(codeOf(await ask('/insights?metric=post_media_view', ['read_insights']))).toBeUndefined();
    expect(codeOf(await ask('/insights?metric=post_impressions', ['read_insights']))?.[0]).toBe(100);
    expect(codeOf(await ask('?fields=comments.limit(0).summary(true)', []))?.[0]).toBe(10);
    const reading = ['pages_read_engagement'];
    expect(await ask('?fields=comments', reading)).toEqual({ id, comments: { data: [] } });
    const summed = { id, comments: { data: [], summary: { total_count: 0 } } };
    expect(await ask('?fields=comments.limit(0).summary(true),shares', reading)).toEqual(summed);
  });

  it('does not know a version that is over', async () => {
    expect(codeOf(await feed({ message: 'Hello' }, token, 'v1.0'))).toEqual([100, 33]);
  });

  it('shows a photo once, and takes nothing that is none', async () => {
    const { id = '' } = await photo(picture('').bytes);
    const attached = { attached_media: JSON.stringify([{ media_fbid: id }]) };
    expect((await feed(attached)).id).toBeTruthy();
    expect(codeOf(await feed(attached))).toEqual([100, 1_366_051]);
    expect(codeOf(await photo(Buffer.from('no picture')))).toEqual([100, 1_366_046]);
    expect(codeOf(await feed({ attached_media: JSON.stringify([{ media_fbid: '1' }]) }))).toEqual([100, 33]);
  });
});
