/** What people complain about in tools that post to LinkedIn, each shown not to happen here. Others stand where the rest of it is shown. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { network } from '../../../src/networks/linkedin/index.ts';
import type { Connection, Message } from '../../../src/networks/network.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { startLinkedIn } from '../servers/linkedin.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';

let far: Awaited<ReturnType<typeof startLinkedIn>>;

beforeEach(async () => {
  far = await startLinkedIn();
});
afterEach(() => far.stop());

function connect(): Connection {
  return network.connect(network.account.parse(far.account), outside());
}

function publish(message: Message) {
  return connect().publish(message, intentAt(), async () => {});
}

it('arrows and emoji cut nothing off: all of it is there (composio#2710)', async () => {
  const text = `${'Before → after ✅ (and so on). '.repeat(45)}The end`;
  await publish(textOf(text));
  expect(far.live().map((post) => post.text)).toEqual([text]);
});

it('no backslash is shown where LinkedIn reserves no sign: in a card and in alt texts (xagent#2555, postiz#1847)', async () => {
  const said = 'A_b (c) [d] #1';
  const card = { url: 'https://example.org/a', title: said, description: said };
  await publish({ ...textOf('See https://example.org/a'), card });
  await publish({ text: 'Look', images: [picture(said)] });
  const [article, photo] = far.linkedin.posts();
  expect(article).toMatchObject({ content: { article: { title: said, description: said } } });
  expect(photo?.pictures.map(({ alt }) => alt)).toEqual([said]);
});

it('no backslash is left over by a correction (postiz#1847)', async () => {
  const published = await publish(textOf('One (1)'));
  await connect().edit?.(published, textOf('Two (2) \\o/ *'));
  expect(far.live().map(({ text }) => text)).toEqual(['Two (2) \\o/ *']);
});

it('what is not there is never told as sent: an answer without the post says nothing (postiz#989)', async () => {
  for (const status of [200, 201]) {
    far.linkedin.faults.next('createPost', { refusal: { status, body: { id: 'urn:li:share:1' } } });
    expect((await failureOf(publish(textOf('Not there')))).reason).toBe('lost');
  }
  expect(far.live()).toEqual([]);
});

it('an app without the right to pages leaves nothing in the middle of being published: what is missing is told (mixpost#150)', async () => {
  const message = 'Not enough permissions to access: partnerApiPostsExternal.CREATE.20260901';
  const body = { status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED', message };
  far.linkedin.faults.next('createPost', { refusal: { status: 403, body } });
  const error = await failureOf(publish(textOf('Hello')));
  expect([error.reason, error.message]).toEqual(['unauthorized', expect.stringContaining(message)]);
  expect(error.remedy).toContain('scopes');
});
