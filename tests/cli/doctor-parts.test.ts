import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSections } from '../../config/team/section.ts';
import { readTeam } from '../../config/team.ts';
import { moderationResults } from '../../src/cli/verbs/doctor/moderation.ts';
import { checkNode } from '../../src/cli/verbs/doctor/node.ts';
import { missingPermissions } from '../../src/cli/verbs/doctor/permissions.ts';
import { checkFeed, checkSources } from '../../src/cli/verbs/doctor/sources.ts';
import { type Internet, publicInternet } from '../../src/media/internet.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import { type Network, NetworkError } from '../../src/networks/network.ts';

describe('the parts of the doctor', () => {
  it('wants Node.js 20.19 or newer', () => {
    const states = ['20.18.9', '18.30.0', '20.19.0', '22.1.0'].map((version) => checkNode(version).state);
    expect(states).toEqual(['wrong', 'wrong', 'right', 'right']);
  });

  it("counts permissions by Discord's rules", () => {
    const all = String(1024n | 2048n | 16384n | 32768n | 65536n);
    const standing = {
      guild: 'g',
      member: { id: 'm', roles: ['r'] },
      roles: [
        { id: 'g', permissions: all },
        { id: 'r', permissions: '0' },
        { id: 'other', permissions: '8' },
      ],
      overwrites: [{ id: 'g', allow: '0', deny: '2048' }],
    };
    expect(missingPermissions(standing)).toEqual(['Send Messages']);
    const allowed = { id: 'r', allow: '2048', deny: '0' };
    expect(missingPermissions({ ...standing, overwrites: [...standing.overwrites, allowed] })).toEqual([]);
    const denied = { id: 'm', allow: '0', deny: '1024' };
    expect(missingPermissions({ ...standing, overwrites: [allowed, denied] })).toEqual(['View Channel']);
    // Among roles, one that allows wins over one that denies.
    const roles = { ...standing, member: { id: 'm', roles: ['r', 'other-role'] } };
    const denying = { id: 'other-role', allow: '0', deny: '2048' };
    expect(missingPermissions({ ...roles, overwrites: [denying, allowed] })).toEqual([]);
    const admin = { ...standing, member: { id: 'm', roles: ['other'] } };
    expect(missingPermissions({ ...admin, overwrites: [denied] })).toEqual([]);
  });

  it('tells a moderating bot which rights it lacks, and above whom it does not stand', () => {
    const role = (id: string, position: number, permissions = 0n, managed = false) => ({
      ...{ id, name: id, position, permissions: String(permissions), managed },
    });
    const all = (1n << 13n) | (1n << 40n) | (1n << 1n) | (1n << 2n) | (1n << 7n);
    const states = (permissions: bigint, ...more: ReturnType<typeof role>[]) =>
      moderationResults('g', { id: 'bot', roles: ['bots'] }, [
        role('g', 0),
        role('bots', 5, permissions),
        role('other-bot', 9, 8n, true),
        ...more,
      ]).map(({ state, what }) => `${state} ${what}`);
    expect(states(all)).toEqual([
      'right Discord: the bot may moderate.',
      "right Discord: the bot's role stands above all others.",
    ]);
    const [first, second, order] = states(all & ~(1n << 40n) & ~(1n << 7n), role('regulars', 5));
    expect(first).toBe('wrong Discord: moderation lacks the permission Timeout Members.');
    expect(second).toBe('wrong Discord: moderation lacks the permission View Audit Log.');
    expect(order).toMatch(/^off .*cannot be moderated.*regulars/);
  });
});

const FEED =
  '<rss version="2.0"><channel><title>News</title><item><title>One</title><link>https://acme.example/1</link></item></channel></rss>';
const HERE: Internet = { ...publicInternet, closed: (ip) => ip !== '127.0.0.1' };

describe('the doctor on sources', () => {
  it('reads a feed, and says what is wrong with one', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/gone' ? 410 : 200;
      response.end(request.url === '/feed' ? FEED : '<p>Hello</p>');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const check = (path: string) => checkFeed({ name: 'news', url: `${origin}${path}` }, HERE);
    expect(await check('/feed')).toEqual({ state: 'right', what: 'Source news: a feed of 1 entry.' });
    expect(await check('/page')).toMatchObject({
      state: 'wrong',
      what: expect.stringContaining('no feed that can be read'),
    });
    expect(await check('/gone')).toMatchObject({
      state: 'wrong',
      remedy: 'Check listening.sources.news.feed in the team file.',
    });
  });

  it('asks an account for what others write, as the bot would', async () => {
    const networks = await loadNetworks();
    const text = `
name: Acme
time_zone: Europe/Copenhagen
channels: { review: { slack: C1 } }
roles: { admin: { slack: [S1] } }
targets: { web: { network: mastodon, url: https://social.example, access_token: abc } }
listening: { route: review, sources: { mine: { account: web } } }
`;
    const team = readTeam(text, {
      ...{ networks, sections: await loadSections(), environment: {}, fileName: 'team.yaml' },
    });
    const answering = (source: object) =>
      new Map([['mastodon', { connect: () => ({ source }) } as unknown as Network]]);
    const check = (read: () => Promise<unknown>, more: object = {}) =>
      checkSources({ team, networks: answering({ read, ...more }) } as unknown as Parameters<
        typeof checkSources
      >[0]);
    expect(await check(async () => ({ items: [], cursor: '' }))).toEqual([
      { state: 'right', what: 'Source mine: what others write to the account is read.' },
    ]);
    const withheld = async () => ({ fact: 'It holds back two.', remedy: 'Let them through.' });
    expect(await check(async () => ({ items: [], cursor: '' }), { withheld })).toEqual([
      { state: 'wrong', what: 'Source mine: It holds back two.', remedy: 'Let them through.' },
    ]);
    const refusal = new NetworkError('unauthorized', 'the token may not read', {
      remedy: 'Add read:notifications.',
    });
    expect(await check(() => Promise.reject(refusal))).toEqual([
      { state: 'wrong', what: 'Source mine: the token may not read.', remedy: 'Add read:notifications.' },
    ]);
  });
});
