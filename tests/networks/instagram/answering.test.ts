import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/instagram/index.ts';
import type { Connection, Message } from '../../../src/networks/network.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { APP, USER } from '../servers/instagram.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';

let clock: MovableClock;
let instagram: LocalInstagram;
let comment: string;

beforeEach(async () => {
  clock = new MovableClock();
  instagram = new LocalInstagram({ clock, users: [USER], apps: [APP] });
  await instagram.start();
  const post = instagram.write(USER.id, 'Look');
  comment = instagram.say('reader', 'Where?', { replyTo: post.id }).id;
});
afterEach(() => instagram.stop());

function connect(scopes = APP.scopes): Connection {
  const access_token = instagram.tokens.issue(USER.id, scopes);
  const settings = network.account.parse({ access_token, api_url: instagram.url });
  return network.connect(settings, { ...outside(), clock });
}

function answerTo(id: string, handle = '@reader'): Message {
  const answers = { id, author: { id: `of-${handle}`, handle }, audience: 'public' as const, warning: '' };
  return { text: `${network.addressing?.(answers)}In the park`, images: [], answers };
}

const answers = () => instagram.remarks().filter(({ username }) => username === USER.username);

it('stands under the comment that what it answers stands under, with the name of whom it is for', async () => {
  const reply = instagram.say('other', 'Yes, where?', { replyTo: comment });
  await publish(connect(), answerTo(reply.id, '@other'), intentAt(clock.now()));
  expect(answers()).toMatchObject([{ text: '@other In the park', replyTo: comment }]);
});

it('leads to the post', async () => {
  const { url } = await publish(connect(), answerTo(comment), intentAt(clock.now()));
  expect(url).toBe(`https://www.instagram.com/p/${instagram.posts()[0]?.id}/`);
});

it('is found after a lost answer, also when what it answers has gone since', async () => {
  const reply = instagram.say('other', 'Yes, where?', { replyTo: comment });
  const message = answerTo(reply.id, '@other');
  const intent = intentAt(clock.now());
  instagram.faults.next('writeReply', { loseAnswer: 'after' });
  expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
  instagram.unsay(reply.id);
  expect((await connect().find?.(message, intent))?.id).toBe(answers()[0]?.id);
});

it('is found behind a page of others, and is none that is older, or that somebody else wrote', async () => {
  const message = answerTo(comment);
  instagram.say(USER.username, message.text, { replyTo: comment });
  clock.moveTo(clock.now() + 60 * 60_000);
  const intent = intentAt(clock.now());
  instagram.faults.next('writeReply', { loseAnswer: 'before' });
  await failureOf(publish(connect(), message, intent));
  for (let index = 0; index < 60; index += 1) instagram.say('other', message.text, { replyTo: comment });
  expect(await connect().find?.(message, intent)).toBeUndefined();
  const { id } = instagram.say(USER.username, message.text, { replyTo: comment });
  expect((await connect().find?.(message, intent))?.id).toBe(id);
});

it('is found under the name that the account has taken since', async () => {
  const message = answerTo(comment);
  const intent = intentAt(clock.now());
  const connection = connect();
  instagram.faults.next('writeReply', { loseAnswer: 'after' });
  expect((await failureOf(publish(connection, message, intent))).reason).toBe('lost');
  expect((await connection.find?.(message, intent))?.id).toBe(answers()[0]?.id);
  const [{ id } = { id: '' }] = answers();
  instagram.rename(USER.id, 'acme.kites');
  expect((await connection.find?.(message, intent))?.id).toBe(id);
});

it('that may not be looked for is not said to be absent', async () => {
  const message = answerTo(comment);
  const intent = intentAt(clock.now());
  instagram.faults.next('writeReply', { loseAnswer: 'after' });
  await failureOf(publish(connect(), message, intent));
  const error = { message: '(#10) Not allowed', code: 10 };
  instagram.faults.next('replies', { refusal: { status: 400, body: { error } } });
  const looked = connect().find?.(message, intent) ?? Promise.reject(new Error('It looks for nothing.'));
  expect((await failureOf(looked)).reason).toBe('unauthorized');
});

it('to a hidden comment is refused before anything is sent, with what can be done', async () => {
  instagram.hide(comment);
  const error = await failureOf(publish(connect(), answerTo(comment), intentAt(clock.now())));
  expect([error.reason, error.remedy]).toEqual(['refused', expect.stringContaining('Show the comment')]);
  expect(answers()).toEqual([]);
});

it('is read, taken down and then gone like a post', async () => {
  // Instagram lets few apps delete posts; answers it lets each delete that may write them.
  const connection = connect(APP.scopes.filter((scope) => scope !== 'instagram_manage_contents'));
  const published = await publish(connection, answerTo(comment), intentAt(clock.now()));
  const given = { text: '@reader In the park', pictures: 0 };
  expect(await connection.read?.(published, given)).toEqual({ text: '@reader In the park' });
  await connection.remove(published);
  expect(answers()).toEqual([]);
  expect(await connection.read?.(published, given)).toEqual({ gone: '' });
});

it('has text alone, and as many hashtags as a caption', () => {
  const ids = (more: Partial<Message>) =>
    connect()
      .preflight?.({ ...answerTo(comment), ...more })
      .map(({ id }) => id);
  expect(ids({})).toEqual([]);
  expect(ids({ images: [picture('A kite')] })).toEqual(['instagram.answers.media']);
  expect(ids({ text: '#a '.repeat(31) })).toEqual(['instagram.tags.max_count']);
});

it('goes to comments alone: nothing answers a post in which the account is tagged', () => {
  expect(network.answered).toEqual(['reply']);
});
