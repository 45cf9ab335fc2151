/** What a card must cut is read whole before it is decided on, by whoever decides, in both chats; and that is what goes out. */
import { expect, test } from 'vitest';
import { card, discordSeat, draft, known, type Seat, type Seen } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ben, cara } = await openStage();
/** A command in Discord takes 6,000 characters; one in Slack would have to escape what stands in quotes. */
const ada = discordSeat(world, 'ada');

/**
 * As long as a command takes. Quotation marks are twice as long in what Slack counts, so that its card must cut as well:
 * what matters stands behind the cut. A page holds thirty of these lines.
 */
const LINES = Array.from({ length: 148 }, (_, index) => `${index}: `.padEnd(39, '"'));

function long(last: string): string {
  return [...LINES, last].join('\n');
}

/** Page by page, as somebody reads: first button, then *Next page* until there is none. */
async function readWhole(seat: Seat, shown: Seen): Promise<string> {
  const besides = new Set(known(seat));
  await seat.press(shown, 'post.read');
  let page = await seat.sees(/page 1 of \d+/, { isPrivate: true, besides });
  let read = page.words;
  const pages = Number(/page 1 of (\d+)/.exec(page.words)?.[1]);
  for (let at = 2; at <= pages; at += 1) {
    besides.add(page.id);
    const next = page.buttons.at(-1) ?? '';
    await seat.press(page, next);
    page = await seat.sees(`page ${at} of ${pages}`, { isPrivate: true, besides });
    read += page.words;
  }
  return read;
}

test.each([
  ['Slack', ben],
  ['Discord', cara],
] as const)(
  'in %s: cut on the card, read page by page, approved, and out letter by letter',
  async (chat, seat) => {
    const last = `Only at the end it says what matters in ${chat}.`;
    const text = long(last);
    const post = await draft(ada, { text, to: 'web' });
    const shown = await card(seat, post, 'in review', 'Read all of it');
    expect(shown.words).toMatch(/more characters/);
    expect(shown.words).not.toContain(last);
    // Nobody may decide here without the way to read it, and whoever takes it misses no line.
    expect(shown.buttons.some((one) => one.startsWith('post.approve'))).toBe(true);
    const read = await readWhole(seat, shown);
    for (const line of [...LINES, last]) expect(read).toContain(line);
    expect(world.web.with(last)).toEqual([]);
    await seat.press(shown, 'post.approve');
    await card(seat, post, 'published');
    expect(world.web.with(last).map((one) => one.text)).toEqual([text]);
  },
);
