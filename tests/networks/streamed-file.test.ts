import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchWithin } from '../../src/networks/http.ts';
import { NetworkError, type Video } from '../../src/networks/network.ts';
import { StreamedFile } from '../../src/networks/streamed-file.ts';
import { type Signal, signal } from '../contract/signal.ts';
import { json, TestServer } from './servers/server.ts';
import { video } from './servers/video.ts';

const FILM = video(900_000);
let server: TestServer;

beforeEach(async () => {
  server = await new TestServer(() => json(200, {})).start();
});
afterEach(() => server.stop());

function send(film: Video, deadline = 5_000, inForm = true) {
  const file = new StreamedFile(film, 'film.mp4');
  const form = new FormData();
  form.append('file', file);
  return fetchWithin(deadline)(server.url, { method: 'POST', body: inForm ? form : file });
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a file that is streamed', () => {
  it('arrives as it is in a form, with its name, its type and the length of all of it', async () => {
    await send(FILM);
    const [call] = server.calls;
    expect(Number(call?.headers.get('content-length'))).toBe(call?.body.length);
    const form = await new Response(new Uint8Array(call?.body ?? []), { headers: call?.headers }).formData();
    const file = form.get('file') as File;
    expect([file.name, file.type]).toEqual(['film.mp4', 'video/mp4']);
    expect(hashOf(new Uint8Array(await file.arrayBuffer()))).toBe(FILM.hash);
  });

  it('arrives as it is alone, with its type and its length', async () => {
    await send(FILM, 5_000, false);
    const [call] = server.calls;
    expect(hashOf(call?.body ?? Buffer.of())).toBe(FILM.hash);
    expect(call?.headers.get('content-type')).toBe('video/mp4');
    expect(call?.headers.get('content-length')).toBe(String(FILM.size));
  });

  it('is read no further than it is taken: never is all of it in memory', async () => {
    const size = 100_000_000;
    const piece = new Uint8Array(256 * 1024);
    let read = 0;
    const endless = {
      ...{ ...FILM, size },
      async *pieces() {
        for (; read < size; read += piece.byteLength) yield piece;
      },
    };
    const file = new StreamedFile(endless, 'film.mp4');
    const reader = file.stream().getReader();
    await reader.read();
    await reader.read();
    expect(read).toBeLessThanOrEqual(2 * piece.byteLength);
    await reader.cancel();
  });

  it('that cannot be read to its end is no request, and why is told as it is', async () => {
    const swapped = new NetworkError('refused', 'The video was changed.');
    const broken = {
      ...FILM,
      async *pieces() {
        yield* FILM.pieces(0, 300_000);
        throw swapped;
      },
    };
    await expect(send(broken)).rejects.toBe(swapped);
    expect(server.calls).toEqual([]);
  });
});

describe('the deadline of a file that is streamed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Its pieces come as they are let go. */
  function gated(): { film: Video; asked: Signal[]; gates: Signal[] } {
    const [asked, gates] = [
      [signal(), signal()],
      [signal(), signal()],
    ];
    const film = {
      ...FILM,
      async *pieces() {
        let index = 0;
        for await (const piece of FILM.pieces(0, FILM.size / 2)) {
          asked[index]?.reach();
          await gates[index]?.reached;
          index += 1;
          yield piece;
        }
      },
    };
    return { film, asked, gates };
  }

  it('begins anew with each piece that is taken', async () => {
    const { film, asked, gates } = gated();
    const sending = send(film, 1_000);
    for (const index of [0, 1]) {
      await asked[index]?.reached;
      await vi.advanceTimersByTimeAsync(900);
      gates[index]?.reach();
    }
    expect((await sending).status).toBe(200);
  });

  it('ends what stands still', async () => {
    const { film, asked } = gated();
    const sending = send(film, 1_000);
    const ended = expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
    await asked[0]?.reached;
    await vi.advanceTimersByTimeAsync(1_001);
    await ended;
    expect(server.calls).toEqual([]);
  });
});
