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

function send(film: Video, deadline = 5_000, inForm = true, uploads = false) {
  const file = new StreamedFile(film, 'film.mp4');
  const form = new FormData();
  form.append('file', file);
  return fetchWithin(deadline, { uploads })(server.url, { method: 'POST', body: inForm ? form : file });
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

  it('that cannot be read for whatever else is sent again: nothing of it can have had an effect', async () => {
    const cause = new Error('connection terminated');
    const broken = {
      ...FILM,
      async *pieces() {
        yield* FILM.pieces(0, 300_000);
        throw cause;
      },
    };
    const error = await send(broken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ reason: 'unreachable', cause });
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

  /** Resolves when all of it has come to the server, which answers when it is let go. */
  async function stored(film: Video, uploads: boolean) {
    const [read, came, gate] = [signal(), signal(), signal()];
    const until = async () => {
      came.reach();
      await gate.reached;
    };
    server.next('POST', /./, { kind: 'held', until });
    const told = {
      ...film,
      async *pieces(from: number, most: number) {
        yield* film.pieces(from, most);
        read.reach();
      },
    };
    const sending = send(told, 1_000, true, uploads);
    sending.catch(() => {});
    await Promise.all([read.reached, came.reached]);
    return { sending, gate };
  }

  it('leaves an upload that has come wholly the time that its size needs to be stored', async () => {
    const { sending, gate } = await stored(FILM, true);
    await vi.advanceTimersByTimeAsync(8_000);
    gate.reach();
    expect((await sending).status).toBe(200);
  });

  it('ends also a large one after two minutes more', async () => {
    const { sending, gate } = await stored(video(20_000_000), true);
    await vi.advanceTimersByTimeAsync(121_001);
    await expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
    gate.reach();
  });

  it('leaves what may publish no more time: that long it is in flight for a freeze', async () => {
    const { sending, gate } = await stored(FILM, false);
    await vi.advanceTimersByTimeAsync(1_001);
    await expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
    gate.reach();
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
