import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadedFile } from '../../../src/chat/discord/upload.ts';
import { Refusal } from '../../../src/kit/finding.ts';

let server: Server;
let host = '';
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') return void response.writeHead(302, { location: '/ten' }).end();
    if (request.url === '/gone') return void response.writeHead(404).end();
    response.end(Buffer.alloc(10, 7));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

function file(path: string, more: { size?: number; host?: string } = {}) {
  const url = `http://${more.host ?? host}${path}`;
  const received = { name: 'a.png', url, size: more.size ?? 10, contentType: 'image/png', description: null };
  return uploadedFile(received, 'media', [host]);
}

async function streamed(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`Not refused: ${error}`);
  return error.findings.map(({ field, message, remedy }) => `${field}: ${message} ${remedy}`).join('\n');
}

describe('a file that a person attached', () => {
  test('is fetched from the host that keeps it', async () => {
    expect(await file('/ten').fetch(10)).toEqual(Buffer.alloc(10, 7));
  });

  test('is not asked for when it is larger than wanted', async () => {
    asked = [];
    expect(await refusal(file('/ten', { size: 3_000_000 }).fetch(2_000_000))).toBe(
      'media: "a.png" has 3.00 MB or more; at most 2.00 MB are taken. Make it smaller and attach it again.',
    );
    expect(asked).toEqual([]);
  });

  test('is stopped at the limit when it is larger than it said', async () => {
    expect(await refusal(file('/ten', { size: 5 }).fetch(9))).toMatch(/at most/);
  });

  test('comes as it is sent where it is too large to hold, and is stopped at the limit as well', async () => {
    expect(await streamed(file('/ten').stream(10))).toEqual(Buffer.alloc(10, 7));
    expect(await refusal(streamed(file('/ten', { size: 5 }).stream(9)))).toMatch(/at most/);
    expect(await refusal(streamed(file('/ten', { host: 'localhost:1' }).stream(10)))).toMatch(/did not hand/);
  });

  test('is not fetched from anywhere else, nor by a redirect, nor when it is gone', async () => {
    expect(await refusal(file('/ten', { host: 'localhost:1' }).fetch(10))).toBe(
      'media: Discord did not hand over "a.png". Attach it again.',
    );
    expect(await refusal(file('/moved').fetch(10))).toMatch(/did not hand over/);
    expect(await refusal(file('/gone').fetch(10))).toMatch(/did not hand over/);
  });
});
