import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Connection, Intent, Message, NetworkError, Published } from '../../../src/networks/network.ts';
import { authorizationAddress, renewedTokens, tokensFor } from '../../../src/networks/oauth.ts';
import { network } from '../../../src/networks/youtube/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { intentAt, outside } from '../servers/outside.ts';
import { type TestVideo, video } from '../servers/video.ts';
import {
  ACME,
  ADA,
  APP,
  BEN,
  NEW_APP,
  refusal,
  SCOPES,
  startYouTube,
  TESTING_APP,
} from '../servers/youtube.ts';

const UNIT = 256 * 1024;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Three pieces as they are sent, and a little. */
const LARGE = 6 * 1024 * 1024 + 1_000;
let clock: MovableClock;
let far: Awaited<ReturnType<typeof startYouTube>>;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startYouTube(clock);
});
afterEach(() => far.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  return network.connect(network.account.parse({ ...far.account, ...account }), { ...outside(), clock });
}

function film(more: Partial<Message> = {}, shown: TestVideo = video()): Message & { video: TestVideo } {
  const fields = { title: 'Kites', privacy: 'public', made_for_kids: 'no', ...more.fields };
  return { text: 'Two of them', images: [], ...more, video: shown, fields };
}

/** Marks are kept with the intent, as the store does. */
function publish(message: Message, intent: Intent = intentAt(clock.now()), connection = connect()) {
  return connection.publish(message, intent, async (marks) => {
    Object.assign(intent.marks, marks);
  });
}

/** Until it is out, as often as it says that it is on its way. */
async function publishOn(message: Message, intent: Intent): Promise<Published> {
  for (let tries = 0; tries < 20; tries += 1) {
    const outcome = await publish(message, intent).catch((error: NetworkError) => error);
    if (!(outcome instanceof Error)) return outcome;
    if (outcome.reason !== 'processing' && outcome.reason !== 'unreachable') throw outcome;
    clock.moveTo(clock.now() + MINUTE);
  }
  throw new Error('It never went out.');
}

const privacies = () => far.youtube.videos().map(({ status }) => status.privacyStatus);

describe('a video', () => {
  it('has its title, its description, its tags and what was declared of it, and every byte', async () => {
    const message = film({ fields: { tags: 'kites, red sky,', synthetic: 'yes', made_for_kids: 'yes' } });
    const { id, url } = await publish(message);
    expect(url).toBe(`https://www.youtube.com/watch?v=${id}`);
    expect(far.youtube.videos()).toMatchObject([
      {
        ...{ id, channel: ACME, size: message.video.size, hash: message.video.hash },
        snippet: { title: 'Kites', description: 'Two of them', tags: ['kites', 'red sky'], categoryId: '22' },
        status: { privacyStatus: 'public', selfDeclaredMadeForKids: true, containsSyntheticMedia: true },
      },
    ]);
  });

  it.each(['public', 'unlisted', 'private'])('is %s where that was approved', async (privacy) => {
    await publish(film({ fields: { privacy } }));
    expect(privacies()).toEqual([privacy]);
  });

  it('is put up in pieces of whole units, each once', async () => {
    const message = film({}, video(LARGE));
    await publish(message);
    expect(far.youtube.videos()).toMatchObject([{ hash: message.video.hash }]);
    expect(far.youtube.sessions).toHaveLength(1);
  });

  it('is seen by nobody until YouTube is done with it', async () => {
    await far.stop();
    far = await startYouTube(clock, { processingTakes: 3 * MINUTE });
    const intent = intentAt(clock.now());
    const error = await failureOf(publish(film(), intent));
    expect([error.reason, error.processingSince]).toEqual(['processing', expect.any(Number)]);
    expect(privacies()).toEqual(['private']);
    clock.moveTo(clock.now() + 3 * MINUTE);
    await publish(film(), intent);
    expect(privacies()).toEqual(['public']);
  });

  it.each([
    ['failed', 'codec', 'makes nothing of the video (codec)'],
    ['rejected', 'duplicate', 'has rejected the video (duplicate)'],
  ] as const)(
    'that has %s is told with the reason, is not shown, and is put up anew by Retry',
    async (uploadStatus, reason, words) => {
      await far.stop();
      far = await startYouTube(clock, { processingTakes: MINUTE });
      const intent = intentAt(clock.now());
      await failureOf(publish(film(), intent));
      far.youtube.judge(far.youtube.videos()[0]?.id ?? '', { uploadStatus, reason });
      const error = await failureOf(publish(film(), intent));
      expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining(words)]);
      expect(error.remedy).not.toBe('');
      await publishOn(film(), intent);
      expect(privacies()).toEqual(['private', 'public']);
    },
  );

  it.each([
    ['400', refusal(400, 'invalidVideoMetadata', 'Not this one.'), 'refused'],
    ['a missing right', refusal(403, 'insufficientPermissions', 'Insufficient scopes.'), 'unauthorized'],
  ])(
    'that is there when showing it is refused (%s) is told to be, and Retry shows that one',
    async (_what, answer, reason) => {
      const intent = intentAt(clock.now());
      far.youtube.faults.next('videos.update', answer);
      const error = await failureOf(publish(film(), intent));
      expect([error.reason, error.remedy]).toEqual([
        reason,
        expect.stringContaining('The video is there, private; Retry goes on with it.'),
      ]);
      await publish(film(), intent);
      expect([privacies(), far.youtube.sessions.length]).toEqual([['public'], 1]);
    },
  );

  it('is told from all others by a tag until it is shown, and has the tags that were approved then', async () => {
    const intent = intentAt(clock.now());
    const message = film({ fields: { tags: 'kites', privacy: 'private' } });
    far.youtube.faults.next('videos.update', { loseAnswer: 'before' });
    await failureOf(publish(message, intent));
    const tags = () => far.youtube.videos()[0]?.snippet.tags;
    expect(tags()).toEqual([`bellwether-${intent.key}`]);
    expect(await connect().find?.(message, intent)).toBeUndefined();
    await publish(message, intent);
    expect([tags(), privacies()]).toEqual([['kites'], ['private']]);
    expect(await connect().find?.(message, intent)).toMatchObject({ id: far.youtube.videos()[0]?.id });
  });

  it('that takes YouTube long may take it a day before anybody is asked', async () => {
    await far.stop();
    far = await startYouTube(clock, { processingTakes: 30 * DAY });
    const error = await failureOf(publish(film()));
    expect([error.reason, error.processingFor]).toEqual(['processing', DAY]);
  });

  it('that somebody deleted there before it was shown is told so', async () => {
    await far.stop();
    far = await startYouTube(clock, { processingTakes: MINUTE });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    await connect().remove({ id: far.youtube.videos()[0]?.id ?? '' });
    clock.moveTo(clock.now() + 5 * MINUTE);
    expect((await failureOf(publish(film(), intent))).message).toContain('deleted there');
  });

  it('whose bytes are not those that were approved never becomes one', async () => {
    const refused = new Error('changed');
    const broken = {
      ...video(LARGE),
      async *pieces(from: number, most: number) {
        let given = from;
        for await (const piece of video(LARGE).pieces(from, most)) {
          given += piece.byteLength;
          if (given === LARGE) throw refused;
          yield piece;
        }
      },
    };
    await expect(publish(film({}, broken))).rejects.toBe(refused);
    expect(far.youtube.videos()).toEqual([]);
    expect(far.youtube.sessions).toMatchObject([{ received: 6 * 1024 * 1024 }]);
  });
});

describe('an upload that broke off', () => {
  it('goes on from the byte that YouTube has', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    far.youtube.faults.next('upload', { breakAfter: UNIT * 3 + 100 });
    const error = await failureOf(publish(message, intent));
    expect(error.reason).toBe('unreachable');
    const [session] = far.youtube.sessions;
    expect(session?.received).toBeGreaterThan(0);
    await publishOn(message, intent);
    expect(far.youtube.sessions).toHaveLength(1);
    expect(far.youtube.videos()).toMatchObject([{ hash: message.video.hash }]);
  });

  it('says how far it is, and lets others look at the delivery, after a while', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    const slow = {
      ...message.video,
      async *pieces(from: number, most: number) {
        for await (const piece of message.video.pieces(from, most)) {
          clock.moveTo(clock.now() + 11_000);
          yield piece;
        }
      },
    };
    const error = await failureOf(publish({ ...message, video: slow }, intent));
    expect([error.reason, error.message, error.retryAfter]).toEqual([
      ...['processing', 'YouTube has 33 % of the video.', 1_000],
    ]);
    await publishOn(message, intent);
    expect(far.youtube.videos()).toMatchObject([{ hash: message.video.hash }]);
  });

  it('that gets no further is stuck since it last did, and is not gone on with at once', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    const since = clock.now() - 3_000_000;
    const slow = {
      ...message.video,
      async *pieces(from: number, most: number) {
        for await (const piece of message.video.pieces(from, most)) {
          clock.moveTo(clock.now() + 11_000);
          yield piece;
        }
      },
    };
    await failureOf(publish({ ...message, video: slow }, intent));
    Object.assign(intent.marks, { received: String(LARGE), received_at: String(since) });
    const error = await failureOf(publish({ ...message, video: slow }, intent));
    expect([error.reason, error.processingSince, error.retryAfter]).toEqual(['processing', since, undefined]);
  });

  it('before it was begun leaves nothing, and begins anew', async () => {
    const intent = intentAt(clock.now());
    far.youtube.faults.next('initiate', { loseAnswer: 'after' });
    expect((await failureOf(publish(film(), intent))).reason).toBe('unreachable');
    await publish(film(), intent);
    expect(privacies()).toEqual(['public']);
  });
});

describe('its checks', () => {
  const told = (message: Message, account = {}) =>
    connect(account)
      .preflight?.(message)
      .map(({ id, level }) => `${level} ${id}`);

  it('let pass what YouTube takes', () => {
    expect(told(film())).toEqual([]);
  });

  it('want a video, no angle brackets, and tags that fit', () => {
    expect(told({ ...film(), video: undefined } as Message)).toEqual(['error youtube.video.missing']);
    expect(told(film({ text: '<b>', fields: { title: 'a > b', tags: 'x<y' } }))).toEqual([
      'error youtube.text.angle_brackets',
      'error youtube.title.angle_brackets',
      'error youtube.tags.angle_brackets',
    ]);
    // Each of 4 counts 7: the quotes around its blank, and a comma.
    const tags = (count: number) => Array.from({ length: count }, () => 'a bc').join(',');
    expect(told(film({ fields: { tags: tags(71) } }))).toEqual([]);
    expect(told(film({ fields: { tags: tags(72) } }))).toEqual(['error youtube.tags.max_all']);
  });

  it('say that only you will see it while the app is not audited', () => {
    expect(told(film(), { standing: 'unaudited' })).toEqual(['warning youtube.app.unaudited']);
    expect(told(film({ fields: { privacy: 'private' } }), { standing: 'unaudited' })).toEqual([]);
  });
});

describe('quotas', () => {
  it('that are used up wait until midnight in California, and the words bear no markup', async () => {
    clock.moveTo(Date.parse('2027-03-13T20:00:00Z'));
    far.youtube.faults.next(
      'initiate',
      refusal(403, 'quotaExceeded', 'You have exceeded your <a href="/q">quota</a>.'),
    );
    const error = await failureOf(publish(film()));
    expect([error.reason, error.message]).toEqual([
      'rate_limited',
      'YouTube: You have exceeded your quota. (quotaExceeded).',
    ]);
    // 12:00 there: the clocks go on in the night that follows, after midnight.
    expect(Math.round((error.retryAfter ?? 0) / MINUTE)).toBe(12 * 60);
    expect(error.remedy).toContain('midnight in California');
  });
});

describe('a leave', () => {
  const engine = () => ({ network: 'YouTube', now: () => clock.now() });
  const redirect = APP.redirects[0] ?? '';

  function consentOf(app: { id: string; secret: string }) {
    const { access_token: _, ...more } = far.account;
    const given = network.account.parse({ ...more, client_id: app.id, client_secret: app.secret });
    const asked = network.consent?.(given);
    if (!asked) throw new Error('It asks for nothing.');
    return asked;
  }

  async function given(app: { id: string; secret: string }, user = ADA) {
    const consent = consentOf(app);
    const [state, verifier] = ['s'.repeat(20), 'v'.repeat(43)];
    const address = authorizationAddress(consent, redirect, { state, verifier });
    const body = new URLSearchParams({ answer: 'allow', user });
    for (const scope of SCOPES) body.append('scope', scope);
    const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    const query = Object.fromEntries(back.searchParams);
    return tokensFor(engine(), consent, { query, state, verifier, redirect });
  }

  it('lasts, and its refresh token stays the same: none comes with a renewal (gitroomhq/postiz-app PR #1884)', async () => {
    const tokens = await given(APP);
    expect(tokens.refresh).toMatch(/^1\/\//);
    const renewed = await renewedTokens(engine(), consentOf(APP), tokens.refresh ?? '');
    expect(renewed.refresh).toBeUndefined();
    expect((await connect({ access_token: renewed.access }).identify()).handle).toBe('Acme');
  });

  it('for an app in testing ends after a week, which is known beforehand (porjo/youtubeuploader#115, #163)', async () => {
    const tokens = await given(TESTING_APP);
    expect((tokens.refreshEndsAt ?? 0) - clock.now()).toBeCloseTo(7 * DAY, -4);
    clock.moveTo(clock.now() + 7 * DAY);
    const error = await failureOf(renewedTokens(engine(), consentOf(TESTING_APP), tokens.refresh ?? ''));
    expect([error.reason, error.message]).toEqual([
      'unauthorized',
      expect.stringContaining('Token has been expired or revoked'),
    ]);
  });

  it('of somebody without a channel is told what to do', async () => {
    const { access } = await given(APP, BEN);
    const error = await failureOf(connect({ access_token: access }).granter?.() ?? Promise.resolve());
    expect([error.reason, error.message]).toEqual([
      'unauthorized',
      'YouTube: this Google account has no channel.',
    ]);
    expect(error.remedy).toContain('youtube.com');
  });
});

describe('complaints', () => {
  it('a session that was not kept led to a second upload (daiki-beppu/youtube-automation#381, porjo/youtubeuploader#90, gojiplus/tuber#81)', async () => {
    const message = film({}, video(LARGE));
    const intent = intentAt(clock.now());
    let isKept = 0;
    const dying = connect().publish(message, intent, async (marks) => {
      Object.assign(intent.marks, marks);
      isKept = far.youtube.sessions[0]?.received ?? -1;
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    // The address was kept before the first byte.
    expect(isKept).toBe(0);
    await publishOn(message, intent);
    expect(far.youtube.sessions).toHaveLength(1);
    expect(privacies()).toEqual(['public']);
  });

  it('the last answer was lost, and the session knows which video it became', async () => {
    const intent = intentAt(clock.now());
    far.youtube.faults.next('upload', { loseAnswer: 'after' });
    expect((await failureOf(publish(film(), intent))).reason).toBe('unreachable');
    await publish(film(), intent);
    expect(privacies()).toEqual(['public']);
  });

  it('the last answer was lost, the session is over, and the channel is looked through', async () => {
    const intent = intentAt(clock.now());
    far.youtube.faults.next('upload', { loseAnswer: 'after' });
    await failureOf(publish(film(), intent));
    far.youtube.endSessions();
    await publish(film(), intent);
    expect([privacies(), far.youtube.sessions.length]).toEqual([['public'], 1]);
    expect(far.youtube.videos()[0]?.snippet.tags).toEqual([]);
  });

  it('a session that is over with nothing sent begins anew', async () => {
    const intent = intentAt(clock.now());
    far.youtube.faults.next('upload', { loseAnswer: 'before' });
    await failureOf(publish(film(), intent));
    far.youtube.endSessions();
    await publish(film(), intent);
    expect(privacies()).toEqual(['public']);
  });

  it.each(['before', 'after'] as const)(
    "a colleague's private video and another post's, alike in all, are never taken for it: its answer was lost %s",
    async (loseAnswer) => {
      const intent = intentAt(clock.now());
      const byHand = far.youtube.putUp(ACME, { title: 'Kites', description: 'Two of them' });
      const other = intentAt(clock.now());
      far.youtube.faults.next('videos.update', { loseAnswer: 'before' });
      await failureOf(publish(film(), other));
      far.youtube.faults.next('upload', { loseAnswer });
      await failureOf(publish(film(), intent));
      far.youtube.endSessions();
      const { id } = await publish(film(), intent);
      const shown = far.youtube.videos().filter(({ status }) => status.privacyStatus === 'public');
      expect(shown.map((video) => video.id)).toEqual([id]);
      expect(id).not.toBe(byHand);
      expect([far.youtube.videos().length, far.youtube.sessions.length]).toEqual([
        3,
        loseAnswer === 'before' ? 3 : 2,
      ]);
    },
  );

  it('one that YouTube made nothing of is not taken for the one that was put up anew', async () => {
    await far.stop();
    far = await startYouTube(clock, { processingTakes: MINUTE });
    const intent = intentAt(clock.now());
    await failureOf(publish(film(), intent));
    const failed = far.youtube.videos()[0]?.id ?? '';
    far.youtube.judge(failed, { uploadStatus: 'failed', reason: 'codec' });
    await failureOf(publish(film(), intent));
    far.youtube.faults.next('upload', { loseAnswer: 'before' });
    await failureOf(publish(film(), intent));
    far.youtube.endSessions();
    expect((await publishOn(film(), intent)).id).not.toBe(failed);
    expect(privacies()).toEqual(['private', 'public']);
  });

  it('308 is how an upload goes on, and no failure (claudiob/yt#192)', async () => {
    await publish(film({}, video(LARGE)));
    expect(privacies()).toEqual(['public']);
  });

  it('what an app puts up that is not audited is locked private, and that is told (porjo/youtubeuploader#86)', async () => {
    const access_token = far.youtube.issueToken({ user: ADA, app: NEW_APP.id, scopes: SCOPES });
    const known = connect({ access_token, standing: 'unaudited' });
    await publish(film(), intentAt(clock.now()), known);
    const error = await failureOf(
      publish(film({ text: 'B' }), intentAt(clock.now()), connect({ access_token })),
    );
    expect([error.reason, error.message]).toEqual([
      'refused',
      'YouTube: the video is there, and stays private.',
    ]);
    expect(error.remedy).toContain('standing: unaudited');
    expect(privacies()).toEqual(['private', 'private']);
  });

  it("a channel's own limit is tried again each hour (porjo/youtubeuploader#212)", async () => {
    const words = 'The user has exceeded the number of videos they may upload.';
    far.youtube.faults.next('initiate', refusal(400, 'uploadLimitExceeded', words));
    const error = await failureOf(publish(film()));
    expect([error.reason, error.retryAfter]).toEqual(['rate_limited', 3_600_000]);
  });
});
