/** The networks of the playground: each is connected by its page of consent, and shows what goes out as people see it there. */
import { placeAt } from '@bellwether/playground/page/parts/place.ts';
import { expect, test } from 'vitest';
import { loadSections, prepareSections } from '../../config/team/section.ts';
import { readTeam, type Team } from '../../config/team.ts';
import {
  newFolder,
  restarted,
  type Served,
  servePlayground,
} from '../../packages/playground/tests/served.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import type { Connection, Message, Network, Outside, Published } from '../../src/networks/network.ts';
import { authorizationAddress, tokensFor } from '../../src/networks/oauth.ts';
import { intentAt, outside } from '../networks/servers/outside.ts';
import { feedCases } from './feed-cases.ts';

const BACK = 'http://127.0.0.1:4100/pages/connect';
const VERIFIER = 'v'.repeat(43);

const CASES = await feedCases();

interface Connected {
  connection: Connection;
  places: string[];
  token: string;
}

async function teamOf(
  { playground: { teamFile, environment } }: Served,
  networks: Map<string, Network>,
): Promise<Team> {
  const sections = await loadSections();
  await prepareSections(sections, teamFile);
  return readTeam(teamFile, { networks, sections, environment, fileName: 'team.yaml' });
}

/** Through the page of consent, as the first who may come; all that it asks for is allowed. */
async function connect(served: Served, name: string): Promise<Connected> {
  const networks = await loadNetworks();
  const discovery = networks.get(name)?.discovery;
  const app = (await teamOf(served, networks)).apps[name];
  if (!discovery || app === undefined) throw new Error(`${name} is not connected by presses.`);
  served.playground.registerRedirect(BACK);
  const consent = discovery.consent(app);
  const address = authorizationAddress(consent, BACK, { state: 's', verifier: VERIFIER });
  const page = await (await fetch(address)).text();
  expect(page).toContain('Bellwether would like to:');
  const field = /<select id="person" name="(\w+)"><option value="([^"]+)"/.exec(page);
  const form = new URLSearchParams({ answer: 'allow', [field?.[1] ?? '']: field?.[2] ?? '' });
  for (const { name: scope } of consent.scopes) form.append('scope', scope);
  const led = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
  const query = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
  const engine = { network: name, now: () => served.clock.now() };
  const tokens = await tokensFor(engine, consent, { query, state: 's', verifier: VERIFIER, redirect: BACK });
  return reached(served, name, tokens.access);
}

async function reached(served: Served, name: string, token: string): Promise<Connected> {
  const networks = await loadNetworks();
  const network = networks.get(name);
  const app = (await teamOf(served, networks)).apps[name];
  const by: Outside = { ...outside(), clock: served.clock, grant: { token: async () => token } };
  const found = await network?.discovery?.discover(app, by);
  const open = found?.places.filter(({ obstacle }) => obstacle === undefined) ?? [];
  const account = network?.account.parse(network.discovery?.account(app, open[0]?.account ?? {}));
  const connection = network?.connect(account, by);
  if (!connection) throw new Error(`There is no network ${name}.`);
  return { connection, places: open.map((place) => place.name), token };
}

function publish({ connection }: Connected, message: Message): Promise<Published> {
  return connection.publish(message, intentAt(), async () => {});
}

const feedOf = async (served: Served, name: string) =>
  (await served.view()).feeds.find(({ network }) => network === name)?.posts ?? [];

test.each(CASES)(
  '%s is connected, shows a post as people see it there, and its link leads to it',
  async (...one) => {
    const [name, message, seen] = one;
    const served = await servePlayground();
    const published = await publish(await connect(served, name), message);
    const [post] = await feedOf(served, name);
    expect(post).toMatchObject(seen);
    const { feeds } = await served.view();
    expect(placeAt(published.url ?? '', feeds)).toEqual({ chat: name, channel: '', message: post?.id });
    for (const [index] of message.images.entries()) {
      const shown = await fetch(`${served.url}/files/${name}/${post?.id}/${index}`);
      expect(shown.headers.get('content-type')).toMatch(/^image\//);
    }
    expect((await fetch(`${served.url}/files/${name}/${post?.id}/7`)).status).toBe(404);
  },
);

test.each(CASES)(
  '%s is there again after a restart, and what was allowed is too',
  async (name, message, seen) => {
    const folder = await newFolder();
    const served = await servePlayground(folder);
    const connected = await connect(served, name);
    await publish(connected, message);
    const again = await restarted(served, folder);
    expect(await feedOf(again, name)).toMatchObject([seen]);
    await publish(await reached(again, name, connected.token), { ...message, text: `${message.text} again` });
    expect(await feedOf(again, name)).toHaveLength(2);
  },
);

test.each(CASES)('%s lets nobody post any more once the access was taken back', async (name, message) => {
  const served = await servePlayground();
  const connected = await connect(served, name);
  await publish(connected, message);
  const taken = await fetch(`${served.url}/api/networks/${name}/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: served.url },
    body: '{}',
  });
  expect(await taken.json()).toEqual({ ok: true });
  await expect(publish(connected, { ...message, text: `${message.text} again` })).rejects.toMatchObject({
    reason: 'unauthorized',
  });
  expect(await feedOf(served, name)).toHaveLength(1);
});

test('of the pages on Facebook the one that Eli may post for is offered', async () => {
  const served = await servePlayground();
  expect((await connect(served, 'facebook-page')).places).toEqual(['Acme']);
});

test('a page that is no place of a network leads nowhere', async () => {
  const { feeds } = await (await servePlayground()).view();
  expect(feeds.map(({ network, posts }) => [network, posts.length])).toEqual(
    CASES.map(([name]) => [name, 0]),
  );
  expect(placeAt('https://www.instagram.com/p/1/', feeds)).toBeUndefined();
});
