import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/tiktok/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt } from '../servers/outside.ts';
import { ACME, BEN, NEW_APP, refusal, SCOPES } from '../servers/tiktok.ts';
import { album, begun, clock, connect, far, film, HOUR, MINUTE, posts, publish, useTikTok } from './rig.ts';

useTikTok();

describe('its checks', () => {
  const told = (message: Message, account = {}) =>
    connect(account)
      .preflight?.(message)
      .map(({ id, level }) => `${level} ${id}`);

  it('let pass what TikTok takes', () => {
    expect(told(film({ fields: { cover: '2', promotes: 'paid' } }))).toEqual([]);
    expect(told(album({ fields: { cover: '2', title: 'Kites' } }))).toEqual([]);
  });

  it('want something to show, and a cover that there is', () => {
    expect(told({ ...film(), video: undefined } as Message)).toEqual(['error tiktok.media.missing']);
    for (const message of [film({ fields: { cover: '3' } }), album({ fields: { cover: '3' } })])
      expect(told(message)).toEqual(['error tiktok.cover.unreadable']);
    expect(told(album({ fields: { cover: '1.5' } }))).toEqual(['error tiktok.cover.unreadable']);
  });

  it('count a title as TikTok does, and tell what is left out', () => {
    expect(told(album({ fields: { title: '🌞'.repeat(45) } }))).toEqual([]);
    expect(told(album({ fields: { title: '🌞'.repeat(46) } }))).toEqual(['error tiktok.title.max_units']);
    expect(told(film({ fields: { title: 'Kites' } }))).toEqual(['warning tiktok.title.video']);
    expect(told(album({ fields: { synthetic: 'yes' } }))).toEqual(['warning tiktok.synthetic.pictures']);
  });

  it('take no paid partnership that nobody sees', () => {
    const hidden = (promotes: string) => film({ fields: { promotes, privacy: 'SELF_ONLY' } });
    expect(told(hidden('paid'))).toEqual(['error tiktok.promotes.hidden']);
    expect(told(hidden('both'))).toEqual(['error tiktok.promotes.hidden']);
    expect(told(hidden('own'))).toEqual([]);
  });

  it('say before the approval that an app without an audit posts for the account alone', () => {
    const account = { standing: 'unaudited' };
    expect(told(film(), account)).toEqual(['error tiktok.app.unaudited']);
    expect(told(film({ fields: { privacy: 'SELF_ONLY' } }), account)).toEqual([]);
  });

  it('know how long a video may be from the account', async () => {
    far.tiktok.change(ACME, { longest: 3_600 });
    expect((await connect().limits()).video?.longest).toBe(HOUR);
    far.tiktok.faults.next('creator_info', refusal(429, 'rate_limit_exceeded', 'Too fast.'));
    expect(await connect().limits()).toMatchObject({ assumed: true, video: { longest: 10 * MINUTE } });
  });
});

describe('who sees it', () => {
  it('is offered as TikTok offers it to the account now, asked once for a short while, and never preset', async () => {
    const connection = connect();
    const labels = async () => (await connection.choices?.('privacy', {}))?.map(({ label }) => label);
    expect(await labels()).toEqual(['Public', 'Friends', 'Only me']);
    far.tiktok.change(ACME, { isPrivate: true });
    expect(await labels()).toEqual(['Public', 'Friends', 'Only me']);
    clock.moveTo(clock.now() + MINUTE / 2);
    expect(await labels()).toEqual(['Followers', 'Friends', 'Only me']);
    expect(network.fields?.all[0]).toMatchObject({ key: 'privacy', required: true, kind: 'choice' });
    expect(network.fields?.defaults(network.account.parse(far.account))).toEqual({});
  });
});

describe('what TikTok refuses', () => {
  it.each([
    ['spam_risk_too_many_posts', 403, 'rate_limited', HOUR, '24 hours'],
    ['reached_active_user_cap', 403, 'rate_limited', HOUR, 'audit'],
    ['rate_limit_exceeded', 429, 'rate_limited', undefined, ''],
    ['unaudited_client_can_only_post_to_private_accounts', 403, 'refused', undefined, 'Only me'],
    ['url_ownership_unverified', 403, 'refused', undefined, 'domain of BASE_URL'],
    ['privacy_level_option_mismatch', 403, 'refused', undefined, 'Choose anew'],
    ['scope_not_authorized', 401, 'unauthorized', undefined, 'ticked'],
    ['access_token_invalid', 401, 'unauthorized', undefined, 'Connect it again'],
    ['internal_error', 500, 'unreachable', undefined, ''],
    // Also with a status that says otherwise.
    ['spam_risk_too_many_posts', 200, 'rate_limited', HOUR, '24 hours'],
  ])('with %s (%i) is told with its code: %s', async (code, status, reason, retryAfter, remedy) => {
    far.tiktok.faults.next('video.init', refusal(status, code, 'Not now.'));
    const error = await failureOf(publish(film()));
    expect([error.reason, error.message]).toEqual([reason, `TikTok: Not now (${code}).`]);
    expect(error.retryAfter).toBe(retryAfter);
    expect(error.remedy).toContain(remedy);
    expect(begun()).toEqual([]);
  });

  it('of an account that may not post at all pauses it', async () => {
    const code = 'spam_risk_user_banned_from_posting';
    far.tiktok.faults.next('video.init', refusal(403, code, 'Banned.'));
    const error = await failureOf(publish(film()));
    expect([error.reason, error.closesAccount]).toEqual(['unauthorized', true]);
  });

  it('of an app without an audit is told where the account is public', async () => {
    const token = far.tiktok.issueToken({ user: ACME, app: NEW_APP.id, scopes: SCOPES });
    const mine = film({ fields: { privacy: 'SELF_ONLY' } });
    const connection = connect({ access_token: token });
    const error = await failureOf(publish(mine, intentAt(clock.now()), connection));
    expect([error.reason, error.remedy]).toEqual([
      'refused',
      expect.stringContaining('make the account private'),
    ]);
    const bens = far.tiktok.issueToken({ user: BEN, app: NEW_APP.id, scopes: SCOPES });
    await publish(mine, intentAt(clock.now()), connect({ access_token: bens }));
    expect(posts()).toMatchObject([{ user: BEN, privacy: 'SELF_ONLY' }]);
  });
});
