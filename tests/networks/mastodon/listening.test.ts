import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MastodonConnection } from '../../../src/networks/mastodon/connection.ts';
import { plainText } from '../../../src/networks/mastodon/plain-text.ts';
import type { Answers } from '../../../src/posts/answers.ts';
import { publish } from '../../contract/networks.calls.ts';
import { TestMastodon } from '../servers/mastodon.ts';
import { DIALECTS } from '../servers/mastodon-dialects.ts';
import { outside } from '../servers/outside.ts';
import { json } from '../servers/server.ts';

let far: TestMastodon;
let connection: MastodonConnection;
beforeEach(async () => {
  far = await new TestMastodon().start();
  connection = new MastodonConnection({ ...far.account, visibility: 'public' }, outside());
});
afterEach(() => far.stop());

describe('an answer', () => {
  it.each([
    ['direct', 'public', 'direct'],
    ['private', 'public', 'private'],
    ['unlisted', 'public', 'unlisted'],
    ['public', 'followers', 'private'],
    ['public', 'public', 'public'],
  ] as const)('to a %s status, approved for %s, is %s', async (visibility, audience, seen) => {
    const { id } = far.others.write('Hello', { visibility });
    await publish(connection, {
      text: '@friend@host.test Yes',
      images: [],
      answers: answers(id, { audience }),
    });
    expect(far.statuses.at(-1)).toMatchObject({ visibility: seen, parent: id });
  });

  it('is narrower than what was approved, when what it answers has become so (mastodon-ios#232, whalebird#569, Tusky PR #1094)', async () => {
    const status = far.others.write('Hello');
    status.visibility = 'direct';
    await publish(connection, { text: '@friend@host.test Yes', images: [], answers: answers(status.id) });
    expect(far.statuses.at(-1)?.visibility).toBe('direct');
  });

  it('carries the warning and the language on (mastodon-android#113, toot#529)', async () => {
    const { id } = far.others.write('Spoilt', { spoiler: 'Ending' });
    const answered = answers(id, { warning: 'Ending', language: 'da' });
    await publish(connection, { text: '@friend@host.test Ja', images: [], answers: answered });
    expect(far.statuses.at(-1)).toMatchObject({ spoiler: 'Ending', language: 'da' });
  });

  it('that does not name whom it answers is found out before it is sent (mastodon#12908, #5797)', () => {
    const found = connection.preflight({ text: 'Yes', images: [], answers: answers('1') });
    expect(found.map(({ id, remedy }) => [id, remedy])).toEqual([
      ['mastodon.answers.not_addressed', 'Begin the text with @friend@host.test.'],
    ]);
  });
});

describe('what others write', () => {
  it('keeps its audience, warning, thread and language; what is unknown counts as direct', async () => {
    const { cursor } = await connection.source.read(undefined);
    far.others.write('<p>Psst</p>', { visibility: 'direct', spoiler: 'Secret', inReplyTo: '12' });
    far.others.write('<p>?</p>', { visibility: 'circle' as 'direct' });
    const { items } = await connection.source.read(cursor);
    expect(items).toMatchObject([
      { audience: 'direct', warning: 'Secret', inReplyTo: '12', thread: '12', kind: 'reply', language: 'en' },
      { audience: 'direct', kind: 'mention' },
    ]);
    expect(items[0]?.author).toMatchObject({ handle: '@friend@host.test', name: 'A Friend' });
  });

  it('is told where its author was suspended and its server numbers what others name, and rubbish is left out', async () => {
    const { cursor } = await connection.source.read(undefined);
    const account = { id: 7, username: 'gone', acct: 'gone', display_name: null, url: null };
    const status = { id: 12, content: '<p>Where is it?</p>', created_at: '2026-11-30T09:00:00Z', account };
    const said = { ...status, visibility: 'public', url: null, uri: null, in_reply_to_id: 11 };
    const told = [
      { id: 5, type: 'mention', status: said },
      { id: 4, type: 'mention', status: null },
      { id: 3, type: 'mention', status: { ...said, account: null } },
      { id: 2, type: 'mention', status: { ...said, id: 13, content: null } },
      null,
    ];
    far.server.next('GET', /notifications/, { kind: 'answer', reply: json(200, told) });
    const { items, cursor: after } = await connection.source.read(cursor);
    expect(items).toMatchObject([
      { id: '13', text: '' },
      { id: '12', text: 'Where is it?', inReplyTo: '11', author: { id: '7', name: 'gone', handle: '@gone' } },
    ]);
    expect(items.some((item) => 'url' in item)).toBe(false);
    expect(after).toBe('5');
  });

  it('is read whole when there is more than a page of it', async () => {
    const { cursor } = await connection.source.read(undefined);
    const written = Array.from({ length: 95 }, (_, index) => far.others.write(`<p>${index}</p>`).id);
    const { items } = await connection.source.read(cursor);
    expect(items.map(({ id }) => id)).toEqual(written);
  });
});

describe('what the account holds back by its own filters', () => {
  it('is told by how much it is, with what a person can do about it', async () => {
    expect(await connection.source.withheld?.()).toBeUndefined();
    far.others.heldBack.push({ account: 'a', notifications: 3 }, { account: 'b', notifications: 1 });
    const withheld = await connection.source.withheld?.();
    expect(withheld?.fact).toMatch(/^Mastodon holds back 4 notifications by 2 accounts/);
    expect(withheld?.remedy).toContain('Filtered notifications');
  });

  it('is at least one of each account, also where the server lost count', async () => {
    far.others.heldBack.push({ account: 'a', notifications: 0 });
    expect((await connection.source.withheld?.())?.fact).toContain('1 notification by one account');
  });

  it.each(['of old', 'gotosocial', 'akkoma'] as const)(
    'is nothing at a server that has no such filters: %s',
    async (name) => {
      far.dialect = DIALECTS[name];
      far.others.heldBack.push({ account: 'a', notifications: 3 });
      expect(await connection.source.withheld?.()).toBeUndefined();
    },
  );

  it.each([
    ['a page', { status: 200, body: '<html>Hello</html>' }],
    ['another form', json(200, { filter_not_following: false })],
    ['a list', json(200, [])],
  ])('is not told by a server that answers with %s', async (_what, reply) => {
    far.server.next('GET', /policy$/, { kind: 'answer', reply });
    expect(await connection.source.withheld?.()).toBeUndefined();
  });

  it('asks for every scope that listening needs, where the token is refused', async () => {
    far.server.next('GET', /notifications/, { kind: 'answer', reply: json(401, { error: 'Invalid' }) });
    await expect(connection.source.read(undefined)).rejects.toMatchObject({
      remedy: expect.stringContaining('read:notifications'),
    });
  });

  it('is not taken for nothing where the server does not say', async () => {
    far.server.next('GET', /policy$/, { kind: 'answer', reply: json(503, { error: 'Busy' }) });
    await expect(connection.source.withheld?.()).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

describe('plain text', () => {
  it.each([
    ['<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
    [
      '<p>See <a href="https://example.org/a/long/path"><span class="invisible">https://</span><span class="ellipsis">example.org/a/lo</span><span class="invisible">ng/path</span></a></p>',
      'See https://example.org/a/long/path',
    ],
    [
      '<p><span class="h-card"><a href="https://host.test/@acme" class="u-url mention">@<span>acme</span></a></span> hi</p>',
      '@acme hi',
    ],
    ['<p><a href="https://host.test/tags/x" class="mention hashtag">#<span>x</span></a></p>', '#x'],
    ['<p class="quote-inline">RE: <a href="https://a.test/1">link</a></p><p>Look</p>', 'Look'],
    ['<p>1 &lt; 2 &amp;&amp; &#128512;</p>', '1 < 2 && 😀'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['plain', 'plain'],
    ['<p>cut <a href="https://x.test', 'cut'],
  ])('of %s', (html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

function answers(id: string, given: Partial<Answers> = {}): Answers {
  return { id, author: { id: '77', handle: '@friend@host.test' }, audience: 'public', warning: '', ...given };
}
