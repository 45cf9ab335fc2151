import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Kept } from '../../../src/chat/journal.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { createSeal } from '../../../src/kit/seal.ts';
import { FileJournal, type FileJournalOptions } from '../../../src/store/journal/journal.ts';

const MINUTE = 60_000;
const clock = new MovableClock();
let dataDir: string;
let logged: string[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'journal-'));
  logged = [];
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('what was heard and not done is handed to the next process with how far it came; what was done is not', () => {
  const first = open();
  for (const event of ['heard', 'taken', 'begun', 'done']) first.heard(asked(event));
  first.reached('taken', 'taken');
  first.reached('begun', 'taken');
  first.reached('begun', 'begun');
  first.done('done');
  const next = open();
  const found = handed(next);
  expect(found.map(({ kept }) => kept)).toMatchObject(
    ['heard', 'taken', 'begun'].map((event) => ({ chat: 'discord', event, body: { name: 'help' } })),
  );
  expect(['heard', 'taken', 'begun', 'done'].map((event) => next.left(event)?.stage)).toEqual([
    'heard',
    'taken',
    'begun',
    undefined,
  ]);
});

test('it is told once that an event was left, so that one that the chat tells again is like any other', () => {
  open().heard(asked('a'));
  const next = open();
  handed(next);
  expect(next.left('a')).toEqual({ stage: 'heard', isLate: false });
  expect(next.left('a')).toBeUndefined();
});

test('what the next process does not finish either goes to the one after it, with how far it came there', async () => {
  open().heard(asked('a'));
  const second = open();
  handed(second);
  second.reached('a', 'begun');
  const third = open();
  expect(handed(third)).toHaveLength(1);
  expect(third.left('a')?.stage).toBe('begun');
  third.done('a');
  expect(handed(open())).toEqual([]);
});

test('what was found before its chat was heard waits for it; late is what waited too long', () => {
  open().heard(asked('a', { until: clock.now() + 15 * MINUTE }));
  const next = open();
  clock.moveTo(clock.now() + 16 * MINUTE);
  expect(handed(next, 'slack')).toEqual([]);
  expect(handed(next).map(({ isLate }) => isLate)).toEqual([true]);
  expect(next.left('a')?.isLate).toBe(true);
});

test('what is not known of a left event yet can be found out before it is told', () => {
  open().heard(asked('a'));
  const next = open();
  handed(next);
  next.reached('a', 'acknowledged');
  expect(next.left('a')?.stage).toBe('acknowledged');
});

test('what came further than that stays so', () => {
  const first = open();
  first.heard(asked('a'));
  first.reached('a', 'taken');
  const second = open();
  handed(second);
  second.reached('a', 'acknowledged');
  expect(second.left('a')?.stage).toBe('taken');
  const third = open();
  handed(third);
  expect(third.left('a')?.stage).toBe('taken');
});

test('a process takes what is of the chats that it hears; the rest stays for one that hears them', async () => {
  const first = open({ isSole: false });
  first.heard(asked('s', { chat: 'slack' }));
  first.heard(asked('d'));
  await killed();
  const [slacks, discords] = [open({ isSole: false }), open({ isSole: false })];
  expect(handed(slacks, 'slack').map(({ kept }) => kept.event)).toEqual(['s']);
  expect(handed(discords).map(({ kept }) => kept.event)).toEqual(['d']);
});

test('of a file of an older version, which holds what is of any chat, nothing is lost', () => {
  const first = open();
  first.heard(asked('s', { chat: 'slack' }));
  first.heard(asked('d'));
  const folder = join(dataDir, 'journal');
  const names = readdirSync(folder);
  const lines = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(2));
  for (const name of names) rmSync(join(folder, name));
  writeFileSync(join(folder, '0e4ddc24-9e4c-4a51-b0ea-2f1f6a5b7c11-0'), ['', '{}', ...lines].join('\n'));
  const next = open();
  expect(handed(next, 'slack').map(({ kept }) => kept.event)).toEqual(['s']);
  expect(handed(next).map(({ kept }) => kept.event)).toEqual(['d']);
  // What stood there had been acknowledged.
  expect(next.left('d')).toEqual({ stage: 'acknowledged', isLate: false });
  expect(logged).toEqual([]);
});

test('who no longer hears a chat takes nothing of it that is left later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [one, other] = [open({ isSole: false }), open({ isSole: false })];
  const taken: string[] = [];
  one.takeUp('discord', ({ event }) => void taken.push(event))();
  open({ isSole: false }).heard(asked('a'));
  await killed();
  vi.advanceTimersByTime(2_000);
  expect(taken).toEqual([]);
  expect(handed(other).map(({ kept }) => kept.event)).toEqual(['a']);
});

test('what nobody came for in a week goes', async () => {
  open({ isSole: false }).heard(asked('a', { chat: 'slack' }));
  await killed();
  const [name = ''] = await files();
  const past = Date.now() / 1000 - 8 * 24 * 3600;
  await utimes(join(dataDir, 'journal', name), past, past);
  expect(handed(open({ isSole: false }))).toEqual([]);
  expect(await files()).toEqual([]);
});

test('an event that the chat tells again before it is done is done when both are', () => {
  const first = open();
  first.heard(asked('a'));
  first.heard(asked('a'));
  first.done('a');
  const next = open();
  expect(handed(next)).toHaveLength(1);
});

test('only its owner reads the files, and nobody reads what people wrote in them', async () => {
  open().heard(asked('a', { body: { words: 'a secret word' } }));
  const [name = ''] = await files();
  const modes = await Promise.all(
    [join(dataDir, 'journal'), join(dataDir, 'journal', name)].map((path) => stat(path)),
  );
  expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0]);
  expect(await readFile(join(dataDir, 'journal', name), 'utf8')).not.toContain('secret');
});

test('a file that is cut off anywhere still tells all that stands whole in it', async () => {
  const first = open();
  const events = ['a', 'b', 'c'];
  for (const event of events) first.heard(asked(event));
  const [name = ''] = await files();
  const path = join(dataDir, 'journal', name);
  const whole = await readFile(path);
  await rm(path);
  const ends = events.map(
    (_, index) =>
      whole
        .toString()
        .split('\n', index + 3)
        .join('\n').length,
  );
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
      await writeFile(join(dataDir, 'journal', 'cut'), whole.subarray(0, length));
      const found = handed(open()).map(({ kept }) => kept.event);
      expect(found).toEqual(events.filter((_, index) => (ends[index] ?? 0) <= length));
      for (const left of await files()) await rm(join(dataDir, 'journal', left));
    }),
    { numRuns: 60 },
  );
});

test('where others share the folder, the files of those who live are left alone, and a dead one is taken by one', async () => {
  const living = open({ isSole: false });
  living.heard(asked('a'));
  const sibling = open({ isSole: false });
  expect(handed(sibling)).toEqual([]);
  await killed();
  const [one, other] = [open({ isSole: false }), open({ isSole: false })];
  expect([...handed(one), ...handed(other)].map(({ kept }) => kept.event)).toEqual(['a']);
});

test('one that stood still and was taken for dead keeps what comes next in a new file', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const journal = open({ isSole: false });
  journal.heard(asked('a'));
  const [name = ''] = await files();
  await rm(join(dataDir, 'journal', name));
  vi.advanceTimersByTime(2_000);
  journal.heard(asked('b'));
  journal.done('a');
  expect(handed(open()).map(({ kept }) => kept.event)).toEqual(['b']);
  expect(logged.filter((line) => line.includes('is not kept'))).toEqual([]);
});

test('a full file is followed by another, and goes when all in it is done', async () => {
  const journal = open();
  const body = 'x'.repeat(300_000);
  for (const event of ['a', 'b', 'c', 'd', 'e']) journal.heard(asked(event, { body }));
  expect(await files()).toHaveLength(2);
  for (const event of ['a', 'b', 'c']) journal.done(event);
  expect(await files()).toHaveLength(1);
  expect(handed(open()).map(({ kept }) => kept.event)).toEqual(['d', 'e']);
});

test('it takes no more than sixteen files; what comes beyond is not kept, and that is logged once', async () => {
  const journal = open();
  const body = 'x'.repeat(800_000);
  for (let number = 0; number < 20; number += 1) journal.heard(asked(`${number}`, { body }));
  expect(await files()).toHaveLength(16);
  expect(logged.filter((line) => line.includes('is not kept'))).toHaveLength(1);
});

test('a folder that cannot be made is logged, and nothing else fails', async () => {
  await writeFile(join(dataDir, 'file'), '');
  const journal = open({ dataDir: join(dataDir, 'file') });
  journal.heard(asked('a'));
  journal.reached('a', 'taken');
  journal.done('a');
  journal.stop();
  expect(logged.filter((line) => line.includes('is not kept'))).toHaveLength(1);
});

test('what another key sealed is logged and left out; the rest is handed out', () => {
  open({ seal: createSeal(Buffer.alloc(32, 9)) }).heard(asked('a'));
  open().heard(asked('b'));
  expect(handed(open()).map(({ kept }) => kept.event)).toEqual(['b']);
  expect(logged.filter((line) => line.includes('cannot be gone on with'))).toHaveLength(1);
});

test('a clean stop leaves no file', async () => {
  const journal = open();
  journal.heard(asked('a'));
  journal.done('a');
  journal.stop();
  expect(await files()).toEqual([]);
});

function open(more: Partial<FileJournalOptions> = {}): FileJournal {
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const journal = new FileJournal({
    ...{ dataDir, isSole: true, clock, log, seal: createSeal(Buffer.alloc(32, 7)) },
    ...more,
  });
  journal.start();
  // It looks from time to time.
  onTestFinished(() => journal.stop());
  return journal;
}

function asked(event: string, more: Partial<Kept> = {}): Kept {
  return { chat: 'discord', event, until: clock.now() + 15 * MINUTE, body: { name: 'help' }, ...more };
}

function handed(journal: FileJournal, chat = 'discord') {
  const found: { kept: Kept; isLate: boolean }[] = [];
  journal.takeUp(chat, (kept, isLate) => void found.push({ kept, isLate }));
  return found;
}

/** Whoever wrote what is there is no more. */
async function killed(): Promise<void> {
  for (const name of await files()) {
    const path = join(dataDir, 'journal', name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(`"pid":${process.pid}`, '"pid":999999999'));
  }
}

const files = () => readdir(join(dataDir, 'journal'));
