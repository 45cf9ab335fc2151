/** Posts from a spreadsheet and back: each row once, or none of them, and nothing without approval. */
import ICAL from 'ical.js';
import Papa from 'papaparse';
import { beforeEach, describe, expect, test } from 'vitest';
import { recognise } from '../../src/app/people/recognition.ts';
import { exportCalendar, exportSpreadsheet } from '../../src/app/posts/cards/exporting.ts';
import { carryOut, type ImportedRow, planImport } from '../../src/app/posts/drafting/importing.ts';
import { Refusal } from '../../src/kit/finding.ts';
import * as imports from '../../src/store/imports.ts';
import * as posts from '../../src/store/posts.ts';
import { card, discordSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { SLACK } from './town.ts';

const { world, ada, ben } = await openStage();
beforeEach(() => world.clear());

async function plan(rows: string[][]) {
  const person = await recognise(world.app(), { chat: 'slack', user: SLACK.ada });
  return { person, planned: await planImport(world.app(), person, Buffer.from(Papa.unparse(rows))) };
}

async function load(rows: string[][]): Promise<ImportedRow[]> {
  const { person, planned } = await plan(rows);
  return carryOut(world.app(), { person, chat: 'command line' }, planned);
}

async function faults(rows: string[][]): Promise<string[]> {
  const refused = await load(rows).catch((error) => error);
  if (!(refused instanceof Refusal)) throw new Error(`Not refused: ${JSON.stringify(refused)}`);
  return refused.findings.map(({ field, message }) => `${field}: ${message}`);
}

const stored = () => posts.inOrder(world.app().database, 0, 100);
const soon = (hours: number) => new Date(world.clock.now() + hours * 3_600_000).toISOString();

describe('an import', () => {
  test('sends every row for review in both chats, and what is approved goes out at its time', async () => {
    const [first, second] = await load([
      ['text', 'to', 'at', 'text:web', 'campaign'],
      ['For all, alike', 'all', soon(2), '', 'spring'],
      ['For most', 'web, slack-news', soon(3), 'For the web', ''],
    ]);
    expect([first, second]).toMatchObject([
      { number: 2, outcome: 'submitted', findings: [] },
      { number: 3, outcome: 'submitted', findings: [] },
    ]);
    await card(discordSeat(world, 'cara'), first?.postId ?? 0, 'in review', 'For all, alike', 'spring');
    await ben.press(await card(ben, second?.postId ?? 0, 'in review', 'For the web'), 'post.approve');
    await card(ada, second?.postId ?? 0, 'scheduled');
    await world.pass(3 * 3_600_000);
    await card(ada, second?.postId ?? 0, 'published');
    expect(world.web.live().map(({ text }) => text)).toEqual(['For the web']);
  });

  test('tells every fault of every row, and changes nothing', async () => {
    const rows = [
      ['text', 'to', 'at', 'id', 'picture', 'pictures', 'text:sky'],
      ['Fine', 'web', '', '', '', '', ''],
      ['', 'nowhere', 'yesterday 9:00', '', '', '', ''],
      ['Not twice', 'web', '', '', '', '', ''],
      ['Not twice', 'web', '', '', '', '', ''],
      ['Of old', 'web', '', '4711', '', '', ''],
      ['With its picture', 'web', '', '', '', 'kite.png', ''],
      ['With another', 'web', '', '', 'http://127.0.0.1/kite.png', '', ''],
      ['x'.repeat(2_001), 'discord-news', '', '', '', '', 'Own'],
    ];
    const told = await faults(rows);
    expect(told.map((one) => one.replace(/(: ).*/, '$1').trim())).toEqual([
      ...['row 3, to:', 'row 3, at:', 'row 3, text:', 'row 5:', 'row 6, id:', 'row 7, pictures:'],
      ...['row 8, picture:', 'row 9, text:sky:', 'row 9, text:'],
    ]);
    expect(told[3]).toBe('row 5: It says the same as row 4, to the same places at the same time.');
    expect(told[4]).toBe('row 6, id: There is no post 4711.');
    expect(await stored()).toEqual([]);
  });

  test('has plain line breaks, whatever the program of the file made of them', async () => {
    await load([
      ['text', 'to', 'text:web'],
      ['A\r---\rB', 'web, slack-news', 'C\r\nD'],
    ]);
    const [{ input } = { input: undefined }] = await stored();
    expect(input).toMatchObject({ text: 'A\n---\nB', variants: { web: 'C\nD' } });
  });

  test('makes no post twice: read again, by two at once, or exported and read in', async () => {
    const rows = [
      ['text', 'to', 'at'],
      ['Once', 'web', soon(5)],
      ['Once more', 'web', soon(6)],
    ];
    const [one, other] = await Promise.all([load(rows), load(rows)]);
    const outcomes = [...one, ...other].map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'submitted')).toHaveLength(2);
    expect(await load(rows)).toMatchObject([{ outcome: 'known' }, { outcome: 'known' }]);
    const exported = Papa.parse<string[]>((await exportSpreadsheet(world.app())).slice(1).trim()).data;
    expect(await load(exported)).toMatchObject([{ outcome: 'known' }, { outcome: 'known' }]);
    expect(await stored()).toHaveLength(2);
    const [headings = [], row = []] = exported;
    expect(await faults([headings, row, row])).toEqual([
      'row 3: It says the same as row 2, to the same places at the same time.',
    ]);
    expect(await load([...rows, ['A third', 'web', soon(7)]])).toMatchObject([
      ...[{ outcome: 'known' }, { outcome: 'known' }],
      { number: 4, outcome: 'submitted' },
    ]);
  });

  test('that was broken off after a post was stored goes on where it was', async () => {
    const { person, planned } = await plan([
      ['text', 'to'],
      ['Stored, and not more', 'web'],
    ]);
    const [row] = planned;
    if (!row || !('key' in row)) throw new Error('not planned');
    const before = await world.app().database.transaction(async (transaction) => {
      await imports.claim(transaction, row.key);
      const post = await posts.insert(transaction, person.id, row.input);
      await imports.settle(transaction, row.key, post.id);
      return post;
    });
    expect(
      await load([
        ['text', 'to'],
        ['Stored, and not more', 'web'],
      ]),
    ).toMatchObject([{ postId: before.id, outcome: 'submitted' }]);
    await card(ben, before.id, 'in review', 'Stored, and not more');
    expect(await stored()).toHaveLength(1);
  });

  test('leaves alone what its author made of a draft since, and what another began', async () => {
    const rows = [
      ['text', 'to'],
      ['Begun and broken off', 'web'],
    ];
    const { person, planned } = await plan(rows);
    const [row] = planned;
    if (!row || !('key' in row)) throw new Error('not planned');
    const { database } = world.app();
    const { id } = await database.transaction(async (transaction) => {
      await imports.claim(transaction, row.key);
      const post = await posts.insert(transaction, person.id, row.input);
      await imports.settle(transaction, row.key, post.id);
      return post;
    });
    const other = await recognise(world.app(), { chat: 'slack', user: SLACK.lea });
    await expect(planImport(world.app(), other, Buffer.from(Papa.unparse(rows)))).rejects.toThrow(
      `row 2: An import by Ada Author was broken off here: post ${id} is a draft of theirs.`,
    );
    const typed = { ...row.input, text: 'Typed over it', at: 'next whenever' };
    await posts.update(database, id, { input: typed });
    expect(await load(rows)).toMatchObject([{ postId: id, outcome: 'known' }]);
    expect(await stored()).toMatchObject([{ stage: 'draft', input: typed }]);
  });

  test('knows a row again that a program has saved anew', async () => {
    const at = soon(5);
    const [first] = await load([
      ['text', 'to', 'at'],
      ['One\ntwo', 'web', at],
    ]);
    const again = await load([
      ['at', 'text', 'to'],
      [`${at} `, 'One\r\ntwo\r\n', ' web'],
    ]);
    expect(again).toMatchObject([{ postId: first?.postId, outcome: 'known' }]);
  });

  test('asks about what would get lost, or go out a second time', async () => {
    const rows = [
      ['text', 'to', 'alt', 'published'],
      ['No picture', 'web', 'A red kite', ''],
      ['Out already', 'web', '', '2026-11-01 09:00:00 +01:00'],
    ];
    expect(await faults(rows)).toEqual([
      'row 2, alt: There is an alt text, and no picture that it is of.',
      'row 3, published: The post went out already, and the row does not say which it was.',
    ]);
  });

  test('warns of what says the same as another row, and leaves the word to those who approve', async () => {
    const text =
      'Our summer sale begins on Monday morning, with a third off everything in the garden section';
    const [, second] = await load([
      ['text', 'to', 'at'],
      [text, 'web', soon(5)],
      [text, 'web', soon(6)],
    ]);
    expect(second).toMatchObject({ outcome: 'submitted', findings: [{ level: 'warning' }] });
    await card(ben, second?.postId ?? 0, 'in review', 'Approve despite 1 warning?');
  });
});

describe('an export', () => {
  test('tells all posts with where they stand and where they are live', async () => {
    const at = soon(5);
    const [out, waiting] = await load([
      ['text', 'to', 'at', 'text:web'],
      ['=Out', 'web', '', ''],
      ['Waits', 'all', at, 'Own'],
    ]);
    await ben.press(await card(ben, out?.postId ?? 0, 'in review'), 'post.approve');
    await card(ada, out?.postId ?? 0, 'published');
    const sheet = await exportSpreadsheet(world.app());
    const { data } = Papa.parse<Record<string, string>>(sheet.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toMatchObject([
      { id: String(out?.postId), state: 'published', author: 'Ada Author', text: "'=Out", to: 'web', at: '' },
      {
        id: String(waiting?.postId),
        state: 'in review',
        to: 'discord-news, slack-news, web',
        'text:web': 'Own',
      },
    ]);
    expect(data[0]?.links).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/posts\//);
    expect(Date.parse(data[0]?.published?.replace(' ', 'T').replace(' ', '') ?? '')).toBeGreaterThan(0);
    expect(Date.parse(data[1]?.at?.replace(' ', 'T').replace(' ', '') ?? '')).toBe(
      Math.floor(Date.parse(at) / 1_000) * 1_000,
    );
  });

  test('as a calendar tells what has a time, approved or not, and nothing that is given up', async () => {
    const at = soon(5);
    const [kept, dropped] = await load([
      ['text', 'to', 'at'],
      ['Kept', 'web', at],
      ['Dropped', 'web', soon(6)],
      ['Any time', 'web', ''],
    ]);
    await ada.command('post cancel', { id: String(dropped?.postId) });
    await card(ada, dropped?.postId ?? 0, 'cancelled');
    const calendar = new ICAL.Component(ICAL.parse(await exportCalendar(world.app())));
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(events.map(({ uid, summary }) => [uid, summary])).toEqual([
      [`post-${kept?.postId}@bellwether`, 'Kept'],
    ]);
    expect(events[0]?.startDate.toJSDate().getTime()).toBe(Math.floor(Date.parse(at) / 1_000) * 1_000);
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('TENTATIVE');
  });
});
