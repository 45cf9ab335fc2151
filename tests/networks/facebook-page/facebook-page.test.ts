import { LocalFacebook } from '@bellwether/local-networks/facebook/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/facebook-page/index.ts';
import type { Connection, Intent, Message } from '../../../src/networks/network.ts';
import { authorizationAddress, tokensFor } from '../../../src/networks/oauth.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { ADA, APP, BEN, PAGE } from '../servers/facebook.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';

let clock: MovableClock;
let facebook: LocalFacebook;

beforeEach(async () => {
  clock = new MovableClock();
  facebook = new LocalFacebook({ clock, pages: [PAGE], people: [ADA, BEN], apps: [APP] });
  await facebook.start();
});
afterEach(() => facebook.stop());

function connect(account: Record<string, unknown> = {}): Connection {
  const access_token = facebook.tokens.issue(PAGE.id, APP.scopes);
  const given = { access_token, page: PAGE.id, api_url: facebook.url, ...account };
  return network.connect(network.account.parse(given), { ...outside(), clock });
}

function publish(connection: Connection, message: Message, intent: Intent = intentAt(clock.now())) {
  return connection.publish(message, intent, keepIn(intent));
}

const VERIFIER = 'v'.repeat(43);
const ALBUM: Message = { text: 'Look', images: [picture('A kite', 1), picture('Two kites', 2)] };

describe('an error though it was posted (koala#699, php-graph-sdk#1141)', () => {
  it.each([1, 2])('with code %i is lost, and found', async (code) => {
    const error = { message: 'An unexpected error has occurred', code, is_transient: true };
    facebook.faults.next('createPost', { tells: { status: 500, body: { error } } });
    const connection = connect();
    const intent = intentAt(clock.now());
    expect((await failureOf(publish(connection, ALBUM, intent))).reason).toBe('lost');
    expect((await connection.find?.(ALBUM, intent))?.id).toBe(facebook.posts()[0]?.id);
  });

  it('of a page of HTML is lost too (postiz PR #2045)', async () => {
    facebook.faults.next('createPost', { page: 503 });
    const error = await failureOf(publish(connect(), textOf('Once')));
    expect(error.reason).toBe('lost');
    expect(error.message).not.toContain('<');
  });

  it('before anything is shown is none: the photos alone were given', async () => {
    facebook.faults.next('givePhoto', { page: 503 });
    expect((await failureOf(publish(connect(), ALBUM))).reason).toBe('unreachable');
    expect(facebook.posts()).toEqual([]);
  });
});

it('blocks for a while though nothing was posted (koala#422): refused, with the code, and not lost', async () => {
  const error = { message: 'The action attempted has been deemed abusive', code: 368 };
  facebook.faults.next('createPost', { refusal: { status: 400, body: { error } } });
  const failed = await failureOf(publish(connect(), textOf('Hello')));
  expect([failed.reason, failed.message]).toEqual(['refused', expect.stringContaining('(368)')]);
});

describe('a refusal as a repeat', () => {
  it('after a lost answer is the post itself (friendica#861)', async () => {
    facebook.options = { refusesRepeats: true };
    facebook.faults.next('createPost', { loseAnswer: 'after' });
    const connection = connect();
    const intent = intentAt(clock.now());
    await failureOf(publish(connection, textOf('Once'), intent));
    expect((await publish(connection, textOf('Once'), intent)).id).toBe(facebook.posts()[0]?.id);
    expect(facebook.posts()).toHaveLength(1);
  });

  it('of another post of ours with the same words is refused, and not told as sent', async () => {
    facebook.options = { refusesRepeats: true };
    const connection = connect();
    const first = await publish(connection, textOf('Same'));
    const isTaken = async (id: string) => id === first.id;
    const keep = async () => {};
    const again = connection.publish(textOf('Same'), intentAt(clock.now()), keep, isTaken);
    expect((await failureOf(again)).reason).toBe('refused');
    expect(facebook.posts()).toHaveLength(1);
  });

  it('leaves the doubt where nobody can look', async () => {
    facebook.options = { refusesRepeats: true };
    const connection = connect();
    await publish(connection, textOf('Once'));
    facebook.faults.next('listPosts', { page: 503 });
    expect((await failureOf(publish(connection, textOf('Once')))).reason).toBe('lost');
  });

  it('of an older post is refused, in the words of Facebook', async () => {
    const connection = connect();
    await publish(connection, textOf('Once'));
    clock.moveTo(clock.now() + 10 * 60_000);
    facebook.options = { refusesRepeats: true };
    const error = await failureOf(publish(connection, textOf('Once')));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('Duplicate')]);
  });
});

it('gives no photo twice when it is tried again, and anew when they are too old', async () => {
  facebook.faults.next('createPost', { loseAnswer: 'before' });
  const connection = connect();
  const intent = intentAt(clock.now());
  await failureOf(publish(connection, ALBUM, intent));
  await publish(connection, ALBUM, intent);
  expect(facebook.photos).toBe(2);
  facebook.faults.next('createPost', { loseAnswer: 'before' });
  const other = intentAt(clock.now());
  await failureOf(publish(connection, { ...ALBUM, text: 'Later' }, other));
  clock.moveTo(clock.now() + 21 * 3_600_000);
  await publish(connection, { ...ALBUM, text: 'Later' }, other);
  expect(facebook.photos).toBe(6);
  expect(facebook.posts().map(({ photos }) => photos.length)).toEqual([2, 2]);
});

it('keeps no photo of long ago beside new ones when it is broken off between them', async () => {
  facebook.faults.next('createPost', { loseAnswer: 'before' });
  const connection = connect();
  const intent = intentAt(clock.now());
  await failureOf(publish(connection, ALBUM, intent));
  clock.moveTo(clock.now() + 25 * 3_600_000);
  facebook.faults.next('givePhoto', {});
  facebook.faults.next('givePhoto', { page: 503 });
  await failureOf(publish(connection, ALBUM, intent));
  await publish(connection, ALBUM, intent);
  expect(facebook.posts().map(({ photos }) => photos.length)).toEqual([2]);
});

it('takes no post with the same words and other photos for its own', async () => {
  const connection = connect();
  await publish(connection, ALBUM);
  const intent = { ...intentAt(clock.now()), marks: { photo_1: '1', photo_2: '2' } };
  expect(await connection.find?.(ALBUM, intent)).toBeUndefined();
  expect(await connection.find?.({ ...ALBUM, images: [] }, intent)).toBeUndefined();
});

it('shows the preview of the first link, where the account does not say otherwise', async () => {
  const text = 'See https://example.org/a and https://example.org/b';
  await publish(connect(), textOf(text));
  await publish(connect({ link_previews: false }), textOf(text));
  expect(facebook.posts().map(({ link }) => link)).toEqual(['https://example.org/a', undefined]);
});

it('with the token of a person, not of the page, says so before anything is sent', async () => {
  const connection = connect({ access_token: facebook.tokens.issue(ADA.id, APP.scopes) });
  const error = await failureOf(connection.identify());
  expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining('Ada Author')]);
});

describe('what a post got', () => {
  const told = async (connection: Connection, id: string) => (await connection.metrics?.([{ id }]))?.get(id);

  it('is told without how often it was seen, where the right or the page is too small for that', async () => {
    const { id } = await publish(connect(), textOf('Hello'));
    facebook.react(id, 'reactions', 3);
    const counts = { reactions: 3, replies: 0 };
    expect(await told(connect(), id)).toEqual({ ...counts, views: 0 });
    const scopes = APP.scopes.filter((scope) => scope !== 'read_insights');
    const access_token = facebook.tokens.issue(PAGE.id, scopes);
    expect(await told(connect({ access_token }), id)).toEqual(counts);
    facebook.options = { tellsNoInsights: true };
    expect(await told(connect(), id)).toEqual(counts);
  });

  it('is not believed to be nothing when Facebook is down: it is asked for later', async () => {
    const { id } = await publish(connect(), textOf('Hello'));
    facebook.faults.next('insights', { page: 503 });
    expect((await failureOf(told(connect(), id))).reason).toBe('unreachable');
  });
});

describe('connecting it', () => {
  const redirect = 'http://127.0.0.1/pages/connect';

  async function come(user: string) {
    const account = { client_id: APP.id, client_secret: APP.secret, page: PAGE.id };
    const settings = network.account.parse({ ...account, api_url: facebook.url, auth_url: facebook.url });
    const consent = network.consent?.(settings);
    if (!consent) throw new Error('It asks for no consent.');
    const address = authorizationAddress(consent, redirect, { state: 's', verifier: VERIFIER });
    const form = new URLSearchParams({ answer: 'allow', user });
    for (const { name } of consent.scopes) form.append('scope', name);
    const back = await fetch(address, { method: 'POST', redirect: 'manual', body: form });
    const { code = '' } = Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams);
    const engine = { network: 'Facebook', now: () => clock.now() };
    const tokens = await tokensFor(engine, consent, {
      query: { code },
      state: 's',
      verifier: VERIFIER,
      redirect,
    });
    return { settings, tokens };
  }

  it('keeps the token of the page, which does not end with that of the person', async () => {
    const { settings, tokens } = await come(ADA.id);
    clock.moveTo(clock.now() + 90 * 24 * 3_600_000);
    const grant = { token: async () => tokens.access };
    const connection = network.connect(settings, { ...outside(), clock, grant });
    expect(await connection.granter?.()).toEqual({ id: PAGE.id, name: PAGE.name });
    await publish(connection, textOf('Hello'));
    expect(facebook.posts().map(({ page }) => page)).toEqual([PAGE.id]);
  });

  it('as somebody who may not post for the page is refused, and nothing is kept', async () => {
    const error = await failureOf(come(BEN.id));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('may not post there')]);
  });
});
