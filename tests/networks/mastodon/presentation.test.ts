/** Language, content warning, sensitive mark and visibility of a post. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../../src/networks/mastodon/index.ts';
import type { Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { publish } from '../../contract/networks.calls.ts';
import { TestMastodon } from '../servers/mastodon.ts';
import { intentAt, outside, picture, textOf } from '../servers/outside.ts';

let far: TestMastodon;

beforeEach(async () => {
  far = await new TestMastodon().start();
});
afterEach(() => far.stop());

const connect = (account: object = {}) =>
  network.connect(network.account.parse({ ...far.account, ...account }), outside());

describe('a post', () => {
  it('is shown as it says', async () => {
    const presentation = {
      ...{ languages: ['da', 'en'], warning: 'Spoilers', sensitive: true },
      audience: 'followers' as const,
    };
    await publish(connect(), { text: 'The end', images: [picture('A kite')], presentation }, intentAt());
    expect(far.statuses).toMatchObject([
      { text: 'The end', language: 'da', spoiler: 'Spoilers', sensitive: true, visibility: 'private' },
    ]);
  });

  it('in a thread is shown so in each part', async () => {
    const presentation = { warning: 'Spoilers', audience: 'unlisted' as const };
    const root = await publish(connect(), { ...textOf('One'), presentation }, intentAt());
    await publish(connect(), { ...textOf('Two'), presentation, thread: { root, parent: root } }, intentAt());
    expect(far.statuses.map(({ spoiler, visibility }) => [spoiler, visibility])).toEqual([
      ['Spoilers', 'unlisted'],
      ['Spoilers', 'unlisted'],
    ]);
  });

  it('counts its warning with its text, to the last character', async () => {
    const message: Message = { ...textOf('a'.repeat(492)), presentation: { warning: 'Spoilers' } };
    const limits = await connect().limits();
    expect(preflight(network, limits, message)).toEqual([]);
    await publish(connect(), message, intentAt());
    const longer = { ...message, text: `${message.text}a` };
    expect(preflight(network, limits, longer)).toMatchObject([
      { id: 'mastodon.text.max_characters', message: 'Mastodon takes 500 characters; this text has 501.' },
    ]);
  });
});

describe('what an account has where a post says nothing', () => {
  it('is told', () => {
    const defaults = (more: object) =>
      network.presents?.defaults(network.account.parse({ ...far.account, ...more }));
    expect(defaults({})).toEqual({ audience: 'public' });
    expect(defaults({ visibility: 'private', language: 'DA', warning: 'Ads', sensitive: true })).toEqual({
      ...{ audience: 'followers', languages: ['da'], warning: 'Ads', sensitive: true },
    });
  });
});
