/** Attack: a web site, a file or a crafted address makes the playground fetch or show what is not the page's. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlayground, type Served } from './served.ts';
import { DISCORD_SOCIAL, SLACK_SOCIAL } from './tiny-cards.ts';

const SCRIPT = btoa('<script>alert(1)</script>');
const DRAWING = btoa('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

let served: Served;
beforeAll(async () => {
  served = await openPlayground();
});
afterAll(() => served.stop());

/** The path as it is, where `fetch` would tidy it. */
function get(path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(served.url);
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const asked = request({ hostname, port, path, headers, agent: false }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(pieces).toString(),
          }),
        );
      });
      asked.on('error', reject);
      asked.end();
    },
  );
}

test.each([
  '/files/discord/..%2f..%2fapi%2fv10/gateway/x',
  '/files/discord/%2e%2e/%2e%2e/api',
  '/files/discord/1/..%2f..%2f..%2fapi%2fv10%2fgateway/x',
  '/files/discord/1%3fx/2/3',
  '/files/discord/@127.0.0.1:1/2/3',
  '/files/discord/http:%2f%2f127.0.0.1/2/3',
  '/files/slack/..%2f..%2f..%2fetc%2fpasswd',
  '/files/slack/__proto__',
  '/files/account/1/..%2f..%2fteam.yaml',
  '/files/account/__proto__/constructor',
  '/files/x/..%2fpackage.json',
  '/files/telegram/..%2f1',
  '/files/linkedin/..%2f1/0',
  '/avatars/..%2f..%2fpackage.json/x',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
])('%s leads nowhere', async (path) => {
  const { status, body } = await get(path);
  expect(status).toBe(404);
  expect(body).not.toMatch(/"url"|root:|"name"/);
});

describe('a file that somebody uploads', () => {
  let paths: string[];
  beforeAll(async () => {
    const file = (name: string, type: string, data: string) => ({ name, type, data });
    const files = [file('a.html', 'text/html', SCRIPT), file('a.svg', 'image/svg+xml', DRAWING)];
    for (const one of files)
      await served.act('slack/upload', { channel: SLACK_SOCIAL, text: 'x', file: one });
    await served.act('discord/say', { channel: DISCORD_SOCIAL, text: '', files });
    const { slack, discord } = await served.view();
    paths = [
      ...(slack.channels[0]?.messages ?? []).flatMap((one) =>
        one.files.map(({ id }) => `/files/slack/${id}`),
      ),
      ...(discord.channels[0]?.messages ?? []).flatMap((one) => one.attachments.map(({ url }) => url)),
    ];
  });

  test('is handed out as a download and runs nothing, in both chats', async () => {
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      const { status, headers } = await get(path);
      expect([status, headers['content-type']]).toEqual([200, 'application/octet-stream']);
      expect(headers['content-disposition']).toMatch(/^attachment/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    }
  });

  test('is not for another site, neither to read nor to embed, nor under another name of this machine', async () => {
    for (const path of [...paths, '/avatars/U0ADA.svg']) {
      expect((await get(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await get(path, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
      expect((await get(path, { host: 'rebound.example' })).status).toBe(421);
      const own = await get(path, { 'sec-fetch-site': 'same-origin' });
      expect([own.status, own.headers['cross-origin-resource-policy']]).toEqual([200, 'same-origin']);
    }
  });

  test('in Discord it cannot be had without the signature of its link, or past its day', async () => {
    const signed = paths.find((path) => path.startsWith('/files/discord/')) ?? '';
    expect((await get(signed.replace(/\?.*/, ''))).status).toBe(404);
    expect((await get(signed.replace(/hm=./, 'hm=0').replace(/hm=0/, 'hm=x'))).status).toBe(404);
    served.clock.moveTo(served.clock.now() + 25 * 3_600_000);
    expect((await get(signed)).status).toBe(404);
  });
});

test('a person’s picture is drawn here, whoever they are, with nothing of what was asked for in it', async () => {
  const { headers, body } = await get('/avatars/%3Cscript%3Ealert(1)%3C%2Fscript%3E.svg');
  expect(body).not.toContain('script');
  expect(headers['content-security-policy']).toContain('sandbox');
});
