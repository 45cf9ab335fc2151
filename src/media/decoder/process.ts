/**
 * The program of the process that decodes pictures: reads tasks from its input, one after another, and writes what came of
 * them to its output. It ends with its input, so it outlives nobody. Its one word is the memory that it may take, in bytes.
 */
import { writeFileSync } from 'node:fs';
import { type Frame, FrameReader, writtenFrame } from './frames.ts';
import { jpegOf, thumbnailOf } from './jpegs.ts';
import type { Answer, Task } from './protocol.ts';
import { read } from './read.ts';

const TASKS: Record<Task, (bytes: Uint8Array) => Promise<{ head: Answer; bytes: Uint8Array }>> = {
  read,
  jpeg: jpegOf,
  thumbnail: thumbnailOf,
};
const NONE = new Uint8Array();
const mostMemory = Number(process.argv[2]);
/** ms. Nothing fills gigabytes in less. */
const LOOKED_AT_EVERY = 25;

// Where memory is short the system ends this process, and not the bot.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Another system.
}
// What is under way is finished while the bot stops; a terminal and a service manager tell both of them.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

const reader = new FrameReader();
let working = Promise.resolve();
process.stdin.on('data', (piece: Buffer) => {
  for (const frame of reader.push(piece)) working = working.then(() => answer(frame));
});
process.stdin.on('end', () => process.exit());

async function answer({ head, bytes }: Frame): Promise<void> {
  watchMemory();
  const watching = setInterval(watchMemory, LOOKED_AT_EVERY);
  try {
    say(await TASKS[(head as { task: Task }).task](bytes));
  } catch (error) {
    say({ head: { outcome: 'unreadable', reason: String(error).slice(0, 500) }, bytes: NONE });
  } finally {
    clearInterval(watching);
  }
}

function watchMemory(): void {
  if (process.memoryUsage.rss() > mostMemory) say({ head: { outcome: 'memory' }, bytes: NONE });
}

function say(told: { head: Answer; bytes: Uint8Array }): void {
  for (const part of writtenFrame(told)) process.stdout.write(part);
}
