/** The local TikTok refuses what the real one refuses: asked by hand, not by our client. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ask,
  askBy,
  begin,
  codeOf,
  MIB,
  MINUTE,
  pass,
  put,
  startEach,
  statusOf,
  tiktok,
  tokenFor,
} from './tiktok-rig.ts';

startEach();

describe('a video', () => {
  test('comes in chunks in their order, is worked on, goes out, and has an id when it was looked at', async () => {
    const bytes = Buffer.alloc(12 * MIB + 17, 7);
    const size = bytes.length;
    const { data } = await begin(size);
    const address = data.upload_url;
    const first = bytes.subarray(0, 5 * MIB);
    expect(await put(address, `bytes 0-${5 * MIB - 1}/${size}`, first)).toBe(206);
    expect((await statusOf(data.publish_id)).data).toEqual({
      ...{ status: 'PROCESSING_UPLOAD', uploaded_bytes: 5 * MIB },
    });
    // The last one has all of the rest.
    expect(await put(address, `bytes ${5 * MIB}-${size - 1}/${size}`, bytes.subarray(5 * MIB))).toBe(201);
    expect((await statusOf(data.publish_id)).data.status).toBe('PROCESSING_UPLOAD');
    expect(tiktok.posts()).toEqual([]);
    pass(MINUTE);
    expect((await statusOf(data.publish_id)).data).toMatchObject({
      ...{ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] },
    });
    expect(tiktok.posts()).toMatchObject([
      { hash: createHash('sha256').update(bytes).digest('hex'), title: 'Kites' },
    ]);
    pass(5 * MINUTE);
    const { text } = await statusOf(data.publish_id);
    // A number with more digits than JavaScript keeps.
    expect(text).toContain(`"publicaly_available_post_id":[${tiktok.posts()[0]?.post}]`);
    expect(tiktok.posts()[0]?.post).toMatch(/^\d{19}$/);
  });

  test('takes no chunk out of its order, twice, of another size or type, or for an address that is over', async () => {
    const bytes = Buffer.alloc(5 * MIB);
    const size = 15 * MIB;
    const { data } = await begin(size);
    const address = data.upload_url;
    const range = (from: number) => `bytes ${from * MIB}-${(from + 5) * MIB - 1}/${size}`;
    expect(await put(address, range(5), bytes)).toBe(416);
    expect(await put(address, range(0), bytes, 'video/x-msvideo')).toBe(400);
    expect(await put(address, `bytes 0-${MIB - 1}/${size}`, bytes.subarray(0, MIB))).toBe(400);
    expect(await put(address, range(0), bytes)).toBe(206);
    expect(await put(address, range(0), bytes)).toBe(416);
    expect(await put(`${address}x`, range(5), bytes)).toBe(404);
    pass(60 * MINUTE);
    expect(await put(address, range(5), bytes)).toBe(403);
  });

  test('whose chunk broke off has none of it', async () => {
    const { data } = await begin(5 * MIB);
    tiktok.faults.next('chunk.last', { breakAfter: MIB });
    const broken = put(data.upload_url, `bytes 0-${5 * MIB - 1}/${5 * MIB}`, Buffer.alloc(5 * MIB));
    await expect(broken).rejects.toThrow();
    expect((await statusOf(data.publish_id)).data.uploaded_bytes).toBe(0);
  });

  test('that was judged is told with the reason, before it is out and after', async () => {
    const { data } = await begin(1_000);
    await put(data.upload_url, 'bytes 0-999/1000', Buffer.alloc(1_000));
    pass(MINUTE);
    expect(tiktok.posts()).toHaveLength(1);
    tiktok.judge(String(data.publish_id), 'spam_risk');
    expect((await statusOf(data.publish_id)).data).toMatchObject({
      ...{ status: 'FAILED', fail_reason: 'spam_risk' },
    });
    expect(tiktok.posts()).toEqual([]);
  });
});

describe('refused is', () => {
  test.each([
    ['a count of chunks that is rounded up', 12 * MIB, { source: { total_chunk_count: 3 } }],
    ['a chunk of less than 5 MiB', 12 * MIB, { source: { chunk_size: MIB, total_chunk_count: 12 } }],
    ['a chunk of more than 64 MiB', 65 * MIB, { source: { chunk_size: 65 * MIB, total_chunk_count: 1 } }],
    ['a small file in two chunks', 4 * MIB, { source: { chunk_size: 2 * MIB, total_chunk_count: 2 } }],
    ['a caption of 2,201 UTF-16 units', 1_000, { info: { title: `${'a'.repeat(2_199)}🌞` } }],
    ['a privacy that there is not', 1_000, { info: { privacy_level: 'PUBLIC' } }],
    ['no privacy', 1_000, { info: { privacy_level: undefined } }],
    ['a key that is unknown', 1_000, { info: { hello: 1 } }],
  ])('%s', async (_what, size, given) => {
    expect(await codeOf(begin(size, given))).toEqual([400, 'invalid_params']);
  });

  test('a privacy that the account does not offer', async () => {
    const { data } = await ask('/v2/post/publish/creator_info/query/');
    expect(data).toMatchObject({
      privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      ...{ duet_disabled: true, comment_disabled: false, max_video_post_duration_sec: 300 },
      creator_username: 'acme',
    });
    const asked = begin(1_000, { info: { privacy_level: 'FOLLOWER_OF_CREATOR' } });
    expect(await codeOf(asked)).toEqual([403, 'privacy_level_option_mismatch']);
  });

  test.each([
    ['open-acme', 'SELF_ONLY', 403],
    ['open-ben', 'FOLLOWER_OF_CREATOR', 403],
    ['open-ben', 'SELF_ONLY', 200],
  ])('an app without an audit, but for private accounts and their own eyes (%s, %s)', async (...one) => {
    const [user, privacy_level, status] = one;
    askBy(tokenFor(user, 'new'));
    const answer = await begin(1_000, { info: { privacy_level } });
    const code = status === 200 ? 'ok' : 'unaudited_client_can_only_post_to_private_accounts';
    expect([answer.status, answer.error.code]).toEqual([status, code]);
  });

  test('what comes too fast: the seventh in a minute, the 21st question for the account', async () => {
    for (let count = 0; count < 6; count += 1) expect((await begin(1_000)).status).toBe(200);
    expect(await codeOf(begin(1_000))).toEqual([429, 'rate_limit_exceeded']);
    pass(MINUTE);
    expect((await begin(1_000)).status).toBe(200);
    const info = () => ask('/v2/post/publish/creator_info/query/');
    for (let count = 0; count < 20; count += 1) expect((await info()).status).toBe(200);
    expect(await codeOf(info())).toEqual([429, 'rate_limit_exceeded']);
  });

  test('a token that is over, a scope that was left out, somebody else’s publish_id', async () => {
    const { data } = await begin(1_000);
    askBy(tokenFor('open-ben'));
    expect(await codeOf(statusOf(data.publish_id))).toEqual([
      ...[401, 'token_not_authorized_for_specified_publish_id'],
    ]);
    expect(await codeOf(statusOf('v_pub_file~x'))).toEqual([400, 'invalid_publish_id']);
    askBy(tokenFor('open-acme', 'key', ['user.info.basic']));
    expect(await codeOf(begin(1_000))).toEqual([401, 'scope_not_authorized']);
    pass(2 * 60 * MINUTE);
    expect(await codeOf(begin(1_000))).toEqual([401, 'access_token_invalid']);
  });

  test('a path without its last slash', async () => {
    const { status } = await fetch(`${tiktok.url}/v2/post/publish/video/init`, { method: 'POST' });
    expect(status).toBe(404);
  });
});
