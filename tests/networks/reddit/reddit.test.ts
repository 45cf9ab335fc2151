import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { authorizationAddress, renewedTokens, tokensFor } from '../../../src/networks/oauth.ts';
import { network } from '../../../src/networks/reddit/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside } from '../servers/outside.ts';
import { ACME, APP, NEWS_FLAIR, SCOPES, startReddit, USER_AGENT } from '../servers/reddit.ts';

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startReddit>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startReddit(clock);
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), clock });
}

function post(fields: Record<string, string> = {}, text = 'It flies'): Message {
  return { text, images: [], fields: { community: 'kites', title: 'A kite', ...fields } };
}

function publish(message: Message, intent: Intent = intentAt(clock.now())) {
  return connect().publish(message, intent, async () => {});
}

describe('a post', () => {
  it('has its title, its flair and its mark, as text or as a link with a text', async () => {
    const link = 'https://acme.example/kite';
    const { id, url } = await publish(post({ flair: NEWS_FLAIR, spoiler: 'yes' }));
    await publish(post({ link }));
    expect(url).toContain('/r/kites/comments/');
    expect(far.reddit.posts()).toMatchObject([
      {
        id: id.slice(3),
        community: 'kites',
        title: 'A kite',
        flair: NEWS_FLAIR,
        spoiler: true,
        text: 'It flies',
      },
      { link, text: 'It flies', spoiler: false },
    ]);
  });

  it('chooses from what the account is in, and from what its community has', async () => {
    expect(await connect().choices?.('community', {})).toEqual(
      ['kites', 'links', 'strict'].map((value) => ({ value, label: `r/${value}` })),
    );
    expect(await connect().choices?.('flair', { community: 'kites' })).toEqual([
      { value: NEWS_FLAIR, label: 'News' },
    ]);
    expect(await connect().choices?.('flair', {})).toEqual([]);
  });

  it('that moderators took down is gone for the figures', async () => {
    const published = await publish(post());
    far.reddit.change(published.id, { removedBy: 'moderator' });
    expect((await connect().metrics?.([published]))?.get(published.id)).toBe('gone');
  });

  it('with a link is not corrected', () => {
    const told = connect().preflight?.(post({ link: 'https://a.example' }), true) ?? [];
    expect(told.map(({ id }) => id)).toEqual(['reddit.link.no_edit']);
    expect(connect().preflight?.(post({ link: 'a.example' }))).toMatchObject([
      { id: 'reddit.link.unreadable' },
    ]);
  });
});

describe('what a community refuses is told with the code and what to do', () => {
  it.each([
    [{ community: 'links' }, 'NO_SELFS', 'give the field link'],
    [{ community: 'closed' }, 'SUBREDDIT_NOTALLOWED', 'join the community'],
    [{ community: 'strict' }, 'SUBMIT_VALIDATION_FLAIR_REQUIRED', 'Choose a flair'],
    [
      { community: 'strict', flair: 'one', title: 'Cheap kites' },
      'SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING',
      '',
    ],
  ])('%j', async (fields, code, remedy) => {
    const error = await failureOf(publish(post(fields)));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining(`(${code})`)]);
    expect(error.remedy).toContain(remedy);
    expect(far.reddit.posts()).toEqual([]);
  });
});

describe('what a community asks for', () => {
  const told = async (fields: Record<string, string>) =>
    (await connect().requirements?.(post(fields)))?.map(({ id, field }) => `${field} ${id}`);

  it('is told before anything is sent, and is what Reddit would refuse', async () => {
    const link = 'https://www.shop.example/kites';
    for (const [fields, found] of [
      [{ community: 'links' }, 'link reddit.community.text.not_taken'],
      [{ community: 'strict' }, 'flair reddit.community.flair.required'],
      [{ community: 'strict', flair: 'one', title: 'Cheap kites' }, 'title reddit.community.title.banned'],
      [
        { community: 'strict', flair: 'one', title: 'k'.repeat(41) },
        'title reddit.community.title.max_characters',
      ],
      [{ community: 'strict', flair: 'one', link }, 'link reddit.community.link.banned'],
    ] as const) {
      expect(await told(fields)).toEqual([found]);
      expect((await failureOf(publish(post(fields)))).reason).toBe('refused');
    }
    const fitting: Record<string, string>[] = [
      {},
      { community: 'links', link },
      { community: 'strict', flair: 'one' },
    ];
    for (const fields of fitting) {
      expect(await told(fields)).toEqual([]);
      await publish(post(fields));
    }
  });

  it('is asked once for a while, and again when it could not be told', async () => {
    const connection = connect();
    far.reddit.faults.next('postRequirements', { refusal: { status: 503, body: {} } });
    expect((await failureOf(connection.requirements?.(post()) ?? Promise.resolve())).reason).toBe(
      'unreachable',
    );
    expect(await connection.requirements?.(post())).toEqual([]);
    far.reddit.faults.next('postRequirements', { refusal: { status: 503, body: {} } });
    expect(await connection.requirements?.(post())).toEqual([]);
  });
});

describe('complaints', () => {
  const answered = (json: object) =>
    far.reddit.faults.next('submit', { refusal: { status: 200, body: { json } } });

  it('an error in an answer with the status 200 is no success, and told (RedditSharp-DEPRECATED-#166, redd#10)', async () => {
    answered({ errors: [['QUOTA_FILLED', 'You have submitted too much.']] });
    expect((await failureOf(publish(post()))).message).toContain('QUOTA_FILLED');
    answered({ errors: [] });
    expect((await failureOf(publish(post()))).reason).toBe('lost');
  });

  it('an error beside a post leaves the post live (praw-dev/praw#1768)', async () => {
    const data = { id: 'x1', name: 't3_x1', url: 'https://www.reddit.com/r/kites/comments/x1/a/' };
    answered({ errors: [['RATELIMIT', 'Take a break for 9 minutes.', 'ratelimit']], data });
    expect(await publish(post())).toEqual({ id: 't3_x1', url: data.url });
  });

  it('a break is as long as Reddit says, in a number or in words', async () => {
    answered({ errors: [['RATELIMIT', 'Take a break for 9 minutes before trying again.', 'ratelimit']] });
    expect(await failureOf(publish(post()))).toMatchObject({ reason: 'rate_limited', retryAfter: 540_000 });
  });

  it('a community that is said not to be there is not tried again in secret (gitroomhq/postiz-app#1886, Nakilon/reddit_bot#24)', async () => {
    const error = await failureOf(publish(post({ community: 'nowhere' })));
    expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('press Retry')]);
  });

  it('a link that Reddit shows as a video is found by its link', async () => {
    const link = 'https://v.redd.it/kite';
    const intent = intentAt();
    await publish(post({ link }), intent);
    const data = {
      ...{ name: 't3_1', title: 'A kite', subreddit: 'kites', created_utc: intent.at / 1_000, url: link },
      ...{ permalink: '/r/kites/comments/1/', is_self: false, is_video: true },
    };
    const body = { data: { after: null, children: [{ data }] } };
    far.reddit.faults.next('submitted', { refusal: { status: 200, body } });
    expect(await connect().find?.(post({ link }), intent)).toMatchObject({ id: 't3_1' });
  });

  it('a link twice is not refused, so the account is read back (praw-dev/praw#1964)', async () => {
    const message = post({ link: 'https://acme.example' });
    const before = await publish(message, intentAt(clock.now()));
    clock.moveTo(clock.now() + 3_600_000);
    const intent = intentAt(clock.now());
    expect(await connect().find?.(message, intent)).toBeUndefined();
    far.reddit.faults.next('submit', { loseAnswer: 'after' });
    expect((await failureOf(publish(message, intent))).reason).toBe('lost');
    const found = await connect().find?.(message, intent);
    expect(found?.id).not.toBe(before.id);
    expect(found?.id.slice(3)).toBe(far.reddit.posts()[1]?.id);
  });

  it('a bad flair ends in an error of the server, after which the account is read back (praw-dev/praw#870)', async () => {
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(post({ flair: 'none-such' }), intent))).reason).toBe('lost');
    expect(await connect().find?.(post({ flair: 'none-such' }), intent)).toBeUndefined();
  });
});

it('renews with the same refresh token, and signs in with its id and secret as they are', async () => {
  const given = { client_id: APP.id, client_secret: APP.secret, user_agent: USER_AGENT };
  const consent = network.consent?.(
    network.account.parse({ ...given, auth_url: far.reddit.url, api_url: far.reddit.url }),
  );
  if (!consent) throw new Error('It asks for no consent.');
  const redirect = APP.redirects[0] ?? '';
  const address = authorizationAddress(consent, redirect, { state: 'state-1', verifier: '' });
  expect(new URL(address).searchParams.get('duration')).toBe('permanent');
  const body = new URLSearchParams({ answer: 'allow', user: ACME });
  const led = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  const query = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
  const engine = { network: 'Reddit', now: () => clock.now() };
  const first = await tokensFor(engine, consent, { query, state: 'state-1', verifier: '', redirect });
  expect([first.scopes, first.refreshEndsAt]).toEqual([SCOPES, undefined]);
  expect((await renewedTokens(engine, consent, first.refresh ?? '')).refresh).toBe(first.refresh);
  const over = await failureOf(renewedTokens(engine, consent, 'another'));
  expect(over.cause).toMatchObject({ error: 'invalid_grant' });
});

it('without the name of who asks Reddit answers nothing', async () => {
  const answer = await fetch(`${far.reddit.url}/api/v1/me`, { headers: { 'user-agent': 'node' } });
  expect(answer.status).toBe(429);
});
