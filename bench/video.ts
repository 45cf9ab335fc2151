/**
 * A video of 512 MB from the folder where videos are kept to a local YouTube: how much resident memory rises above idle (at
 * most 60 MB), and how long it takes. Bare: one PUT of a file stream by `fetch` to the same server.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Print } from './run.ts';
import { round } from './support/figures.ts';
import type { Sent } from './support/video-sender.ts';

const SIZE = 512 * 1024 * 1024;
const MOST = 60;

export async function run(print: Print): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-video-'));
  const server = started('local-youtube.ts');
  const [{ url, token }] = (await once(server, 'message')) as [{ url: string; token: string }];
  try {
    const send = async (how: 'bare' | 'ours'): Promise<Sent> => {
      const sender = started('video-sender.ts', how, folder, String(SIZE), url, token);
      const [sent] = (await once(sender, 'message')) as [Sent];
      sender.disconnect();
      await once(sender, 'exit');
      return sent;
    };
    const bare = await send('bare');
    const ours = await send('ours');
    print({
      ...{ figure: 'resident above idle', unit: 'MB', ours: ours.rise, bare: bare.rise },
      ...{ ratio: round(ours.rise / bare.rise), goal: MOST, reached: ours.rise <= MOST },
    });
    const rate = ({ seconds }: Sent) => round(SIZE / 1_000_000 / seconds);
    print({
      ...{ figure: 'rate', unit: 'MB/s', ours: rate(ours), bare: rate(bare) },
      ratio: round(rate(ours) / rate(bare)),
    });
  } finally {
    server.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

function started(name: string, ...given: string[]) {
  return fork(join(import.meta.dirname, 'support', name), given, {
    execArgv: ['--expose-gc', '--max-semi-space-size=8', '--import', 'tsx'],
  });
}
