/** What a process left that died after it had acknowledged something: each kind of thing, in both chats. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { button, card } from '../../src/chat/card.ts';
import type { Command, Definition, Menu } from '../../src/chat/command.ts';
import type { Journal, Kept, Left, Stage } from '../../src/chat/journal.ts';
import { textOf } from '../../src/chat/option.ts';
import { type BothApp, CHATS, type Place } from './both.ts';

let place: Place;
let journal: Remembering;
let done: string[];
beforeEach(() => {
  journal = new Remembering();
  done = [];
});
afterEach(() => place.stop());

type Chat = keyof typeof CHATS;
const WORDS = 'words that were typed by hand';

/** Each does something, which `done` tells. */
const ASKED: Record<string, () => Promise<void>> = {
  command: () => place.command('keep', { words: WORDS }),
  async form() {
    await place.command('keep', {});
    await place.submit({ words: WORDS });
  },
  async press() {
    await place.press(await shownButton(), 'keep.again:7');
  },
  menu: async () => place.menu('Keep', await place.say(WORDS)),
};

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  test.each(Object.keys(ASKED))(
    'a %s is kept from before its acknowledgement until it is done',
    async (kind) => {
      const kept = await said(chat, kind);
      expect(journal.stages(kept.event)).toEqual(['heard', 'acknowledged', 'taken', 'begun', 'done']);
    },
  );

  test.each(Object.keys(ASKED))(
    'a %s that was left before it began is done, and answered where it was asked',
    async (kind) => {
      const kept = await said(chat, kind);
      journal.leave(kept, { stage: 'taken', isLate: false });
      await expect.poll(() => done).toHaveLength(2);
      expect(done[1]).toBe(done[0]);
      await expect.poll(() => journal.stages(kept.event).at(-1)).toBe('done');
      expect(place.sees().join()).toContain('Kept 2 times');
    },
  );

  test.each(Object.keys(ASKED))(
    'a %s that was left before the chat was told is not done; the person reads that it was not taken',
    async (kind) => {
      const kept = anew(await said(chat, kind));
      // Discord can be asked while it takes answers.
      const isLate = chat === 'discord';
      journal.leave(kept, { stage: 'heard', isLate });
      const shown = () => (isLate ? place.told() : place.sees()).join();
      await expect.poll(shown).toContain('It was not taken');
      expect(done).toHaveLength(1);
    },
  );

  test.each(Object.keys(ASKED))(
    'a %s that was left amid its work is not done again; the person reads so',
    async (kind) => {
      const kept = await said(chat, kind);
      journal.leave(kept, { stage: 'begun', isLate: false });
      await expect.poll(() => place.sees().join()).toContain('It was interrupted');
      expect(done).toHaveLength(1);
    },
  );

  test.each(Object.keys(ASKED))(
    'a %s that was left for too long is told in a direct message',
    async (kind) => {
      const kept = await said(chat, kind);
      journal.leave(kept, { stage: 'taken', isLate: true });
      await expect.poll(() => place.told().join()).toContain('It was not done');
      await expect.poll(() => journal.stages(kept.event).at(-1)).toBe('done');
      expect(done).toHaveLength(1);
    },
  );
});

test('what Discord told the person itself is not done', async () => {
  place = await CHATS.discord({ definitions, journal, patience: 200 });
  place.loseAcknowledgement();
  await place.command('keep', { words: WORDS });
  const kept = await journal.first('done');
  journal.leave(kept, { stage: 'heard', isLate: false });
  await expect.poll(() => journal.stages(kept.event)).toEqual(['heard', 'done', 'left', 'done']);
  expect(done).toEqual([]);
});

test.each(Object.keys(ASKED))(
  'a %s of which only Discord knows that it was acknowledged is done',
  async (kind) => {
    const kept = anew(await said('discord', kind));
    journal.leave(kept, { stage: 'heard', isLate: false });
    await expect.poll(() => done).toHaveLength(2);
  },
);

test('what another process took meanwhile is not told as not taken', async () => {
  const kept = await said('slack', 'command');
  const before = [place.sees(), place.told()];
  journal.leave(kept, { stage: 'heard', isLate: false });
  await expect.poll(() => journal.stages(kept.event).slice(-2)).toEqual(['left', 'done']);
  expect([place.sees(), place.told()]).toEqual(before);
  expect(done).toHaveLength(1);
});

/** Another one like it, which nobody has taken yet. */
function anew(kept: Kept): Kept {
  const { payload } = kept.body as { payload?: { trigger_id: string; view?: { hash: string } } };
  const own = payload ? (payload.view?.hash ?? payload.trigger_id) : kept.event;
  return journal.know(JSON.parse(JSON.stringify(kept).replaceAll(own, `${own}9`)));
}

/** Says it; resolves with what was kept of it, when it is done. */
async function said(chat: Chat, kind: string): Promise<Kept> {
  place = await CHATS[chat]({ definitions, journal });
  await ASKED[kind]?.();
  await expect.poll(() => done).toHaveLength(1);
  return journal.first('begun', 'done');
}

async function shownButton(): Promise<string> {
  const shown = card('Kept', { actions: [button('keep.again', 7, 'Again')] });
  return (await place.messenger.send(place.channel, shown, 'key-1')).message;
}

const keep: Command<BothApp> = {
  name: 'keep',
  summary: 'Keep words',
  options: { words: { kind: 'text', summary: 'Words', required: true } },
  allow: 'anyone',
  answer: 'private',
  form: { title: 'Keep', submit: 'Keep' },
  async run({ values }) {
    done.push(textOf(values, 'words'));
    return card(`Kept ${done.length} times`);
  },
  buttons: [
    {
      action: 'keep.again',
      allow: 'anyone',
      async press({ id }) {
        done.push(id);
        return card(`Kept ${done.length} times`);
      },
    },
  ],
};

const keepMenu: Menu<BothApp> = {
  ...{ name: 'Keep', summary: 'Keep it', menu: 'message', allow: 'anyone' },
  async run({ target }) {
    done.push(target.text ?? '');
    return card(`Kept ${done.length} times`);
  },
};

const definitions: Definition<BothApp>[] = [keep, keepMenu];

/** Stands for the files; `leave` is the death of a process. */
class Remembering implements Journal {
  private readonly entries: { kept: Kept; stages: string[] }[] = [];
  private readonly lefts = new Map<string, Left>();
  private taker: ((kept: Kept, isLate: boolean) => void) | undefined;

  heard(kept: Kept): void {
    this.entries.push({ kept, stages: ['heard'] });
  }

  know(kept: Kept): Kept {
    this.entries.push({ kept, stages: [] });
    return kept;
  }

  reached(event: string, stage: Stage): void {
    const left = this.lefts.get(event);
    if (left?.stage === 'heard') left.stage = stage;
    this.entryOf(event)?.stages.push(stage);
  }

  done(event: string): void {
    this.entryOf(event)?.stages.push('done');
  }

  left(event: string): Left | undefined {
    const found = this.lefts.get(event);
    this.lefts.delete(event);
    return found;
  }

  takeUp(_chat: string, again: (kept: Kept, isLate: boolean) => void): () => void {
    this.taker = again;
    return () => {};
  }

  stages(event: string): string[] {
    return this.entryOf(event)?.stages ?? [];
  }

  /** The first that came through all of these. */
  async first(...stages: string[]): Promise<Kept> {
    const find = () => this.entries.find((one) => stages.every((stage) => one.stages.includes(stage)));
    await expect.poll(find).toBeDefined();
    return (find() as { kept: Kept }).kept;
  }

  leave(kept: Kept, left: Left): void {
    this.lefts.set(kept.event, left);
    this.entryOf(kept.event)?.stages.push('left');
    this.taker?.(JSON.parse(JSON.stringify(kept)), left.isLate);
  }

  private entryOf(event: string) {
    return this.entries.find(({ kept }) => kept.event === event);
  }
}
