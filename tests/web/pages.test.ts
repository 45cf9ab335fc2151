import { describe, expect, it } from 'vitest';
import { refuse } from '../../src/kit/finding.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Person } from '../../src/people/person.ts';
import type { Role } from '../../src/people/role.ts';
import { html } from '../../src/web/html.ts';
import type { PageDefinition } from '../../src/web/page.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { createPages } from '../../src/web/pages.ts';

const KEY = new Uint8Array(32).fill(7);
const BASE = 'https://bot.example.org';
let now = Date.UTC(2026, 10, 16, 8);
const links = createPageLinks({ key: KEY, now: () => now, base: () => BASE });
let roles: Role[] = ['approver'];

const greeting: PageDefinition<{ house: string }> = {
  name: 'greeting',
  summary: 'Greets',
  allow: 'approver',
  show: async ({ person, subject, formFields, query }, { house }) => ({
    kind: 'page',
    title: 'Hello',
    body: html`<h1>${house} ${person.name} ${subject} ${query.code ?? ''}</h1><form method="post">${formFields}</form>`,
  }),
  async take({ values }) {
    if (values.name === '') throw refuse('greeting.name', 'name', 'The name is empty.', 'Fill it in.');
    if (values.name === 'boom') throw new Error('secret detail');
    return { kind: 'page', title: 'Hello', body: html`<p>Hello ${values.name}</p>` };
  },
};
const still: PageDefinition<{ house: string }> = {
  name: 'still',
  summary: 'Takes nothing',
  allow: 'anyone',
  show: async () => ({ kind: 'file', name: 'a "b".csv', contentType: 'text/csv', bytes: Buffer.from('a,b') }),
};
const FILM = Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 251));
let reading = 0;
const film: PageDefinition<{ house: string }> = {
  name: 'film',
  summary: 'Plays',
  allow: 'approver',
  async show({ query, path }) {
    const body = html`<video controls src="${path}&as=mp4"></video>`;
    if (query.as !== 'mp4') return { kind: 'page', title: 'Film', body, plays: true };
    return {
      ...{ kind: 'played', contentType: 'video/mp4', size: FILM.length },
      async *read(from, to) {
        reading += 1;
        try {
          for (let at = from; at < to; at += 700) yield FILM.subarray(at, Math.min(at + 700, to));
        } finally {
          reading -= 1;
        }
      },
    };
  },
};
const site = createPages({
  pages: async () => [greeting, still, film],
  app: { house: '<b>House</b>' },
  links,
  log: createLog('silent'),
  who: async (id): Promise<Person | undefined> =>
    id === 1 ? { id, name: 'Ada <i>', timeZone: 'UTC', roles, identities: {} } : undefined,
});

describe('a page', () => {
  it('opens by its link, with what people wrote escaped, and with what other servers led back with', async () => {
    const answer = await site.request(links.linkTo('greeting', 'week:46', 1));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('&lt;b&gt;House&lt;/b&gt; Ada &lt;i&gt; week:46');
    const back = links.linkTo('greeting', 'x', 1).replace('link=', 'state=');
    expect(await (await site.request(`${back}&code=abc`)).text()).toContain(' x abc');
  });

  it('opens to no link that is changed, too old, for another page, or of somebody who is not known', async () => {
    const given = links.linkTo('greeting', 'week:46', 1);
    const wrong = [
      given.slice(0, -1) + (given.endsWith('A') ? 'B' : 'A'),
      given.replace('/greeting', '/still'),
      given.replace('/greeting', '/nothing'),
      given.split('?')[0] ?? '',
      `${BASE}/pages/greeting?link=.`,
      links.linkTo('greeting', 'week:46', 2),
      createPageLinks({ key: new Uint8Array(32), now: () => now, base: () => BASE }).linkTo(
        'greeting',
        'x',
        1,
      ),
    ];
    for (const address of wrong) expect((await site.request(address)).status, address).toBe(403);
    now += 31 * 60_000;
    expect((await site.request(given)).status).toBe(403);
  });

  it('opens to nobody who has lost the role since', async () => {
    const given = links.linkTo('greeting', 'x', 1);
    roles = ['author'];
    const answer = await site.request(given);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('do not have the role'),
    ]);
    roles = ['approver'];
  });

  it('lets a browser load and run nothing, keep nothing, and tell nobody its address', async () => {
    for (const address of [links.linkTo('greeting', 'x', 1), `${BASE}/pages/greeting`, `${BASE}/pages/a/b`]) {
      const { headers } = await site.request(address);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('gives a file under a name that cannot end the header', async () => {
    const answer = await site.request(links.linkTo('still', 'x', 1));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a__b_.csv"');
    expect(await answer.text()).toBe('a,b');
  });
});

describe('a page that plays', () => {
  const sourceOf = async () => {
    const words = await (await site.request(links.linkTo('film', 'x', 1))).text();
    return (/ src="([^"]+)"/.exec(words)?.[1] ?? '').replaceAll('&amp;', '&');
  };

  it('lets a browser play what comes from here, and load and run nothing else', async () => {
    for (const address of [links.linkTo('film', 'x', 1), await sourceOf()]) {
      const { headers } = await site.request(address);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*; media-src 'self';/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each([
    [undefined, 200, 0, 5_000],
    ['bytes=0-', 206, 0, 5_000],
    ['bytes=1500-2499', 206, 1_500, 2_500],
    ['bytes=4999-', 206, 4_999, 5_000],
    ['bytes=-5', 206, 4_995, 5_000],
    ['bytes=0-0,5-6', 200, 0, 5_000],
  ])('gives out what is asked for: %s', async (range, status, from, to) => {
    const answer = await site.request(await sourceOf(), { headers: range ? { range } : {} });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'video/mp4']);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('content-length')).toBe(String(to - from));
    if (status === 206) expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/5000`);
    expect(FILM.subarray(from, to).equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  it('says how much there is to whoever asks beyond it', async () => {
    const answer = await site.request(await sourceOf(), { headers: { range: 'bytes=5000-' } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
  });

  it('reads nothing for who asks for the headers alone, and no further for who leaves', async () => {
    await site.request(await sourceOf(), { method: 'HEAD' });
    expect(reading).toBe(0);
    const reader = (await site.request(await sourceOf())).body?.getReader();
    await reader?.read();
    expect(reading).toBe(1);
    await reader?.cancel();
    expect(reading).toBe(0);
  });

  it('plays for one person, while the link opens', async () => {
    const source = await sourceOf();
    roles = ['author'];
    expect((await site.request(source)).status).toBe(403);
    roles = ['approver'];
    now += 31 * 60_000;
    expect((await site.request(source, { headers: { range: 'bytes=0-' } })).status).toBe(403);
  });
});

describe('a form', () => {
  it('is taken from its own page', async () => {
    const answer = await send(links.linkTo('greeting', 'x', 1), { name: '<Kim>' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Hello &lt;Kim&gt;')]);
    const site = { 'sec-fetch-site': 'same-origin' };
    expect((await send(links.linkTo('greeting', 'x', 1), { name: 'Kim' }, site)).status).toBe(200);
  });

  it('is not taken from elsewhere, nor without its token, nor with that of another visit', async () => {
    const given = links.linkTo('greeting', 'x', 1);
    const other = links.linkTo('greeting', 'y', 1);
    const from = async (headers: Record<string, string>) =>
      (await send(given, { name: 'Kim' }, headers)).status;
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({})).toBe(403);
    expect(await from({ origin: BASE, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect((await send(given, { name: 'Kim', 'form-token': '' })).status).toBe(403);
    expect((await send(given, { name: 'Kim', 'form-token': tokenOf(other) })).status).toBe(403);
  });

  it('tells what is wrong with it, and nothing of what broke', async () => {
    const given = links.linkTo('greeting', 'x', 1);
    const refused = await send(given, { name: '' });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('The name is empty. Fill it in.'),
    ]);
    const broken = await send(given, { name: 'boom' });
    expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringContaining('secret')]);
  });

  it('is not taken where there is none, nor when it is too large', async () => {
    expect((await send(links.linkTo('still', 'x', 1), {})).status).toBe(405);
    expect((await send(links.linkTo('greeting', 'x', 1), { name: 'x'.repeat(200_000) })).status).toBe(413);
  });
});

function tokenOf(address: string): string {
  return links.formToken(new URL(address).searchParams.get('link') ?? '');
}

function send(
  address: string,
  values: Record<string, string>,
  headers: Record<string, string> = { origin: BASE },
): Response | Promise<Response> {
  const body = new URLSearchParams({ 'form-token': tokenOf(address), ...values }).toString();
  return site.request(address, {
    method: 'POST',
    body,
    headers: {
      host: 'bot.example.org',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      ...headers,
    },
  });
}
