import { mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../../../src/kit/log.ts';
import { StateKeeper } from '../../src/state/keeper.ts';

/** A part that holds one word among maybe many, and takes a while to be handed out. */
class Word {
  said = '';
  readonly #takes: number;
  readonly #others: string;

  constructor(takes = 0, others = 0) {
    this.#takes = takes;
    this.#others = '.'.repeat(others);
  }

  snapshotState(): unknown {
    const until = performance.now() + this.#takes;
    while (performance.now() < until);
    return { said: this.said, others: this.#others };
  }

  restoreState(value: unknown): void {
    this.said = z.object({ said: z.string() }).parse(value).said;
  }
}

async function open({ takes = 0, others = 0 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'keeper-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const logged: string[] = [];
  const log = createLog('warn', { write: (line) => logged.push(line) });
  const keeper = new StateKeeper(folder, log);
  const { word } = keeper.open(() => ({ word: new Word(takes, others) })).parts;
  /** What a process that starts now would find. */
  const found = () => new StateKeeper(folder, log).open(() => ({ word: new Word() })).parts.word.said;
  return { folder, keeper, word, logged, found };
}

test('a change is on disk when touch returns', async () => {
  const { keeper, word, found } = await open();
  word.said = 'one';
  keeper.touch();
  expect(found()).toBe('one');
  word.said = 'two';
  keeper.touch();
  expect(found()).toBe('two');
});

test('where little is to be written each change is on disk at once, however long that takes', async () => {
  const { keeper, word, found } = await open({ takes: 30 });
  for (word.said of ['one', 'two', 'three']) keeper.touch();
  expect(found()).toBe('three');
});

test('where a write of much takes long, many changes are one write soon after', async () => {
  const { folder, keeper, word, found } = await open({ takes: 30, others: 2_000_000 });
  word.said = 'one';
  keeper.touch();
  const soon = written(folder);
  for (const said of ['two', 'three', 'four']) {
    word.said = said;
    keeper.touch();
  }
  expect(found()).toBe('one');
  await soon;
  expect(found()).toBe('four');
});

test('what waits to be written is written at the end, and nothing after it', async () => {
  const { keeper, word, found } = await open();
  word.said = 'one';
  keeper.touchLightly();
  keeper.close();
  word.said = 'two';
  keeper.touch();
  expect(found()).toBe('one');
});

test('a folder that cannot be written to is logged once, until it can', async () => {
  const { folder, keeper, word, logged } = await open();
  await rm(folder, { recursive: true });
  await writeFile(folder, 'in the way');
  for (word.said of ['one', 'two']) keeper.touch();
  expect(logged).toEqual([expect.stringContaining('cannot be kept')]);
  await rm(folder);
  keeper.touch();
  expect(await readdir(folder)).toEqual(['playground.state']);
});

async function written(folder: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === 'playground.state') return;
}
