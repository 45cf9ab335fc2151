import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type SlackFile, uploadedFile } from '../../../src/chat/slack/uploads.ts';

const PICTURE: SlackFile = { id: 'F1', name: 'a.png', mimetype: 'image/png', size: 5, alt_txt: 'A tower' };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function upload(file: SlackFile, apiUrl: string) {
  const info = async () => ({ ...file, url_private: `${apiUrl}/found` });
  return uploadedFile(file, { botToken: 'xoxb-1', apiUrl: `${apiUrl}/api/`, info });
}

test('tells name, kind, size and alt text, and brings the bytes with the token', async () => {
  const tokens: unknown[] = [];
  const url = await serve((request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'image/png' }).end('bytes');
  });
  const file = upload({ ...PICTURE, url_private: `${url}/a` }, url);
  expect(file).toMatchObject({ name: 'a.png', contentType: 'image/png', size: 5, altText: 'A tower' });
  expect(Buffer.from(await file.fetch(5)).toString()).toBe('bytes');
  expect(tokens).toEqual(['Bearer xoxb-1']);
});

test('a file that came without an address is asked for', async () => {
  const url = await serve((request, response) => response.end(request.url));
  expect(Buffer.from(await upload(PICTURE, url).fetch(100)).toString()).toBe('/found');
});

test('the token goes to no other host, by no redirect', async () => {
  let asked = 0;
  const elsewhere = await serve((_, response) => {
    asked += 1;
    response.end('bytes');
  });
  const url = await serve((_, response) => response.writeHead(302, { location: elsewhere }).end());
  for (const address of [
    elsewhere,
    `${url}/a`,
    'https://slack.com.evil.example/a',
    'http://files.slack.com/a',
    'x',
  ])
    await expect(upload({ ...PICTURE, url_private: address }, url).fetch(100)).rejects.toThrow(
      'Slack did not hand over "a.png".',
    );
  expect(asked).toBe(0);
});

test("Slack's sign-in page is no picture", async () => {
  const url = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  );
  const fetched = upload({ ...PICTURE, url_private: `${url}/a` }, url).fetch(100);
  await expect(fetched).rejects.toMatchObject({
    findings: [{ remedy: expect.stringContaining('files:read') }],
  });
});

test('a download ends at the limit, whatever size was announced', async () => {
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const url = await serve((_, response) => {
    response.on('close', close);
    const more = () => {
      while (response.write(Buffer.alloc(1000)));
      response.once('drain', more);
    };
    more();
  });
  const fetched = upload({ ...PICTURE, url_private: `${url}/a` }, url).fetch(50_000);
  await expect(fetched).rejects.toThrow('"a.png" is larger than 50,000 bytes.');
  await closed;
  const announced = upload({ ...PICTURE, size: 60_000, url_private: `${url}/a` }, url).fetch(50_000);
  await expect(announced).rejects.toThrow('"a.png" is larger than 50,000 bytes.');
});

async function streamed(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all).toString();
}

test('a video comes as it is sent, with the token', async () => {
  const tokens: unknown[] = [];
  const url = await serve((request, response) => {
    tokens.push(request.headers.authorization);
    response.write('half, ');
    setImmediate(() => response.end('and the rest'));
  });
  const film = { ...PICTURE, name: 'a.mp4', mimetype: 'video/mp4', size: 18, url_private: `${url}/a` };
  expect(await streamed(upload(film, url).stream(18))).toBe('half, and the rest');
  expect(tokens).toEqual(['Bearer xoxb-1']);
});

test('a video ends at the limit, by what was announced and by what comes', async () => {
  const url = await serve((_, response) => response.end('x'.repeat(50_000)));
  for (const size of [50_000, 1])
    await expect(
      streamed(upload({ ...PICTURE, size, url_private: `${url}/a` }, url).stream(1_000)),
    ).rejects.toMatchObject({ findings: [{ id: 'slack.upload.too_large' }] });
});
