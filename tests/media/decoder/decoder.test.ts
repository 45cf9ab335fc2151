/** Attack: a picture that crashes the library that unpacks it, never ends, or fills the memory. The bot goes on. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/kit/finding.ts';
import { BrokeOff } from '../../../src/media/decoder/broke-off.ts';
import { Decoder } from '../../../src/media/decoder/decoder.ts';
import { readPicture } from '../../../src/media/image.ts';

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** Runs instead of what decodes. */
const program = (text: string) => ['--input-type=module', '--eval', text, '--'];
const FRAME = `
  const frame = (head, bytes = Buffer.alloc(0)) => {
    const words = Buffer.from(JSON.stringify(head));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(words.length, 0);
    lengths.writeUInt32BE(bytes.length, 4);
    return Buffer.concat([lengths, words, bytes]);
  };`;
const answering = (answer: string) =>
  program(`${FRAME} process.stdin.on('data', () => process.stdout.write(${answer}))`);

test('a picture is read in a process of its own, and the next one in the same', async () => {
  const decoder = new Decoder();
  const bytes = await picture();
  const [first, second] = [await decoder.decode('read', bytes), await decoder.decode('read', bytes)];
  for (const { answer, bytes: came } of [first, second]) {
    expect(answer).toEqual({ outcome: 'picture', contentType: 'image/png', width: 40, height: 30 });
    expect(Buffer.from(came).equals(bytes)).toBe(true);
  }
  expect((await decoder.decode('jpeg', bytes)).answer).toEqual({ outcome: 'jpeg' });
  expect((await decoder.decode('jpeg', Buffer.from('no picture'))).answer.outcome).toBe('unreadable');
  expect((await decoder.decode('thumbnail', bytes)).answer).toEqual({ outcome: 'jpeg' });
});

describe('what brings it down is told, and the next picture is read', () => {
  const brokenOff = async (decoder: Decoder) =>
    readPicture(await picture(), 'door.png', (task, bytes) => decoder.decode(task, bytes)).catch(
      (error: Refusal) => error.findings[0]?.message,
    );

  test('a crash', async () => {
    const decoder = new Decoder(
      {},
      program(`process.stdin.on('data', () => process.kill(process.pid, 'SIGSEGV'))`),
    );
    const words = '"door.png" could not be decoded: the program that reads pictures broke off at it.';
    expect(await brokenOff(decoder)).toBe(words);
    expect(await brokenOff(decoder)).toBe(words);
  });

  test('one that never ends', async () => {
    const decoder = new Decoder({ deadline: 200 }, program('setInterval(() => {}, 1000)'));
    expect(await brokenOff(decoder)).toContain('it takes longer than any picture should');
  });

  test('one that takes more memory than it may', async () => {
    // As if none were free: Node itself has more.
    expect(await brokenOff(new Decoder({ memory: 1 }))).toContain('it takes more memory than any picture');
  });

  test('an answer that nobody understands', async () => {
    expect(await brokenOff(new Decoder({}, answering('"<html>hello, hello</html>"')))).toContain('broke off');
    expect(await brokenOff(new Decoder({}, answering(`frame({ outcome: 'fine' })`)))).toContain('broke off');
  });
});

test('where the system gives no process the picture waits for a better time, and the bot goes on', async () => {
  // In a process of its own, as a limit of files counts for all that is in it.
  const decoder = join(import.meta.dirname, '../../../src/media/decoder/decoder.ts');
  const script = `
    import { openSync } from 'node:fs';
    import { Decoder } from ${JSON.stringify(decoder)};
    try {
      for (;;) openSync('/dev/null', 'r');
    } catch {}
    const why = await new Decoder().decode('read', new Uint8Array()).catch((error) => error.why);
    setImmediate(() => console.log('went on after', why));`;
  const node = [process.execPath, '--import', import.meta.resolve('tsx'), '--input-type=module', '--eval'];
  const { stdout } = await promisify(execFile)('sh', [
    ...['-c', 'ulimit -n 200; exec "$@"', 'sh', ...node, script],
  ]);
  expect(stdout.trim()).toBe('went on after start');
});

test('a person whose picture could not be looked at is not told to change it', async () => {
  const noProcess = async () => {
    throw new BrokeOff('start', 'EMFILE');
  };
  const refusal: Refusal = await readPicture(await picture(), 'door.png', noProcess).catch((error) => error);
  expect(refusal.findings[0]).toMatchObject({
    message: '"door.png" could not be decoded: the program that reads pictures cannot be started now.',
    remedy: expect.stringMatching(/^Add it again in a minute\./),
  });
});

test('a process that died while nothing was asked of it costs nobody their picture', async () => {
  const served = program(`${FRAME}
    process.stdin.once('data', () => {
      process.stdout.write(frame({ outcome: 'picture', contentType: 'image/png', width: process.pid, height: 1 }));
      process.stdin.once('data', () => process.kill(process.pid, 'SIGKILL'));
    })`);
  const decoder = new Decoder({}, served);
  const widthOf = async () => {
    const { answer } = await decoder.decode('read', await picture());
    return answer.outcome === 'picture' ? answer.width : 0;
  };
  const [first, second] = [await widthOf(), await widthOf()];
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(0);
  expect(second).not.toBe(first);
});

test('it ends when no picture has come for a while, and starts again with the next', async () => {
  const pids = answering(
    `frame({ outcome: 'picture', contentType: 'image/png', width: process.pid, height: 1 })`,
  );
  const decoder = new Decoder({ idle: 0 }, pids);
  const pid = async () => {
    const { answer } = await decoder.decode('read', await picture());
    return answer.outcome === 'picture' ? answer.width : 0;
  };
  const first = await pid();
  await expect.poll(() => isThere(first)).toBe(false);
  expect(await pid()).not.toBe(first);
});

test('it knows nothing of the bot’s environment', async () => {
  const names = `frame({ outcome: 'unreadable', reason: JSON.stringify(process.env) })`;
  const { answer } = await new Decoder({}, answering(names)).decode('read', await picture());
  expect(answer).toEqual({ outcome: 'unreadable', reason: '{}' });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
