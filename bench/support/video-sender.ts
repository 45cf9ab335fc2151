/** A process of its own that sends one video, as Bellwether does or bare, and tells how much memory that took. */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { videoMessage } from '../../src/app/posts/preflight/video-message.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { hashOf } from '../../src/media/hash.ts';
import { PieceHashes } from '../../src/media/piece-hashes.ts';
import { type Message, NetworkError } from '../../src/networks/network.ts';
import { network } from '../../src/networks/youtube/index.ts';
import { folderBlobs } from '../../src/store/blob-folder.ts';

export interface Sent {
  /** MB above idle, at its most. */
  rise: number;
  seconds: number;
}

const [how = '', folder = '', bytes = '', url = '', token = ''] = process.argv.slice(2);
const size = Number(bytes);
const authorization = `Bearer ${token}`;

async function* film() {
  for (let sent = 0; sent < size; sent += 1_048_576)
    yield Buffer.alloc(Math.min(1_048_576, size - sent), sent % 251);
}

async function ours(): Promise<() => Promise<void>> {
  const blobs = folderBlobs(join(folder, 'videos'));
  const noted = new PieceHashes();
  const { hash } = await blobs.take(noted.seen(film()));
  const pieceHashes = noted.all();
  const facts = {
    contentType: 'video/mp4',
    width: 1_920,
    height: 1_080,
    duration: 60_000,
    tellsPlace: false,
  };
  const { contentType: _, tellsPlace: __, ...shape } = facts;
  const shown = { ...shape, size, piecesHash: hashOf(pieceHashes) };
  const video = videoMessage({ ...facts, hash, size, pieceHashes }, blobs, { alt: '', video: shown });
  const fields = { title: 'Kites', privacy: 'public', made_for_kids: 'no' };
  const message: Message = { text: 'Kites', images: [], video, fields };
  const settings = { access_token: token, standing: 'audited', api_url: url };
  const connection = network.connect(network.account.parse(settings), {
    ...{ clock: systemClock, log: createLog('silent') },
    session: { load: async () => undefined, save: async () => {} },
  });
  const intent = { key: 'k', at: Date.now(), marks: {} };
  // What is loaded once is not the video's.
  await connection.identify();
  return async () => {
    for (;;) {
      const outcome = await connection
        .publish(message, intent, async (marks) => void Object.assign(intent.marks, marks))
        .catch((error: unknown) => error);
      if (!(outcome instanceof Error)) return;
      if (!(outcome instanceof NetworkError) || outcome.reason !== 'processing') throw outcome;
    }
  };
}

async function bare(): Promise<() => Promise<void>> {
  const path = join(folder, 'film.mp4');
  await writeFile(path, film());
  const begun = await fetch(`${url}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status`, {
    method: 'POST',
    headers: {
      ...{ authorization, 'content-type': 'application/json' },
      ...{ 'x-upload-content-length': String(size), 'x-upload-content-type': 'video/mp4' },
    },
    body: JSON.stringify({
      snippet: { title: 'Kites' },
      status: { privacyStatus: 'private', selfDeclaredMadeForKids: false },
    }),
  });
  const session = begun.headers.get('location') ?? '';
  return async () => {
    const headers = { 'content-range': `bytes 0-${size - 1}/${size}`, 'content-length': String(size) };
    const body = createReadStream(path) as unknown as ReadableStream;
    const answer = await fetch(session, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit);
    await answer.text();
    if (answer.status !== 200) throw new Error(`It answers ${answer.status}.`);
  };
}

const send = await (how === 'ours' ? ours() : bare());
await pause(1_000);
globalThis.gc?.();
await pause(1_000);
const idle = process.memoryUsage.rss();
let most = idle;
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20);
const begun = performance.now();
await send();
const seconds = (performance.now() - begun) / 1_000;
clearInterval(watching);
process.on('disconnect', () => process.exit(0));
process.send?.({ rise: Number((Math.max(0, most - idle) / 1_000_000).toFixed(1)), seconds } satisfies Sent);
