/** Attack: the card that approvers decide on must cut the text, and what is behind the cut says something else. */

import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reading } from '../../commands/post/reading.ts';
import type { App } from '../../src/app/app.ts';
import { actionsOf } from '../../src/app/posts/cards/post-states.ts';
import type { PostView } from '../../src/app/posts/cards/post-view.ts';
import { mayBeCut, ON_A_PAGE, wholeCard } from '../../src/app/posts/cards/whole-card.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { render as discord } from '../../src/chat/discord/render.ts';
import { render as slack } from '../../src/chat/slack/render.ts';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';

const content = (change: Partial<Content>): Content => ({
  ...{ text: '', variants: {}, targets: ['web'], media: [], at: null, campaign: null },
  ...change,
});

function pages(of: Content): Card[] {
  const shown: Card[] = [];
  for (let page = 0; ; page += 1) {
    const one = wholeCard(of, { postId: 7, revision: 2, page }, (target) => target);
    shown.push(one);
    if (!one.actions.some((action) => action.label === 'Next page')) return shown;
  }
}

const words = (cards: Card[]) =>
  cards.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'quote' ? [one.text] : [])));

/** Letters that markup, JSON and UTF-16 make longest. */
const nasty = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', '"', '\\', '*', '_', '`', '>', '~', '|', '#', '<', '&', '😀', '👩‍🚀'),
  minLength: 1,
  maxLength: 3_000,
});

test('page by page a post is read whole, letter by letter: texts of each network, pictures, warnings', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (text, other, alt) => {
      const whole = content({
        ...{ text, variants: { sky: other }, targets: ['sky', 'web'] },
        media: [{ hash: 'h', alt }],
        presentation: { web: { warning: 'Mind this' } },
      });
      expect(words(pages(whole)).join('')).toBe(
        [other, ...(other === text ? [] : [text]), alt, 'Mind this'].join(''),
      );
    }),
    { numRuns: 50 },
  );
});

test('what a link card and the fields of networks say is read there too, as it is approved with the post', () => {
  const card = { url: 'https://a.example/', title: 'Kites', description: 'All of them' };
  const whole = content({
    text: 'Look',
    presentation: { web: { cards: [card] } },
    fields: { web: { board: { value: '17', label: 'Recipes' }, link: { value: 'https://b.example/' } } },
  });
  expect(words(pages(whole))).toEqual([
    'Look',
    'https://a.example/\nKites\nAll of them',
    'Recipes',
    'https://b.example/',
  ]);
});

test('no page is cut by either chat, whatever stands on it', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      for (const page of pages(content({ text }))) {
        expect(JSON.stringify(slack(page).blocks)).not.toMatch(/not shown here/);
        const { body, files } = discord(page, { fileName: () => 'x.png' });
        expect(files).toEqual([]);
        expect(JSON.stringify(body)).not.toMatch(/Cut here|Too long to show/);
      }
    }),
    { numRuns: 40 },
  );
  expect(words(pages(content({ text: '`'.repeat(ON_A_PAGE) })))).toHaveLength(1);
});

test('the way to all of it stands on the card of whatever waits for a decision, and only where it may be cut', () => {
  const actions = (text: string) =>
    actionsOf({
      ...{
        post: { id: 12, revision: 3, corrects: null, input: emptyInput },
        state: 'in_review',
        deliveries: [],
        checks: [],
        fillable: [],
      },
      revision: { revision: 3, content: content({ text }) },
    } as unknown as PostView).map((one) => (one.kind === 'button' ? `${one.action} ${one.id}` : ''));
  expect(actions('x'.repeat(5_000))).toContain('post.read 12.3');
  expect(actions('x').join()).not.toContain('post.read');
});

test('a page beyond the last is the last, and none before the first', () => {
  const long = content({ text: 'x'.repeat(3 * ON_A_PAGE) });
  const at = (page: number) => wholeCard(long, { postId: 7, revision: 2, page }, (target) => target).heading;
  expect([at(-1), at(0), at(99)]).toEqual([
    'Post 7, version 2: page 1 of 3',
    'Post 7, version 2: page 1 of 3',
    'Post 7, version 2: page 3 of 3',
  ]);
});

test('a short post needs none of it; long ones, many variants and long texts of pictures do', () => {
  expect(mayBeCut(content({ text: 'x'.repeat(2_000) }))).toBe(false);
  expect(mayBeCut(content({ text: 'x'.repeat(2_001) }))).toBe(true);
  expect(mayBeCut(content({ text: 'x', media: [{ hash: 'h', alt: 'y'.repeat(2_000) }] }))).toBe(true);
});

test('the button shows exactly the version that the card showed, also when there is a newer one', async () => {
  const [read] = reading;
  const revisionOf = (revision: number) => ({ revision, content: content({ text: `Version ${revision}` }) });
  const asked: unknown[] = [];
  const database = {
    select: () => ({
      from: () => ({
        where: async (condition: SQL) => {
          const { params } = new PgDialect().sqlToQuery(condition);
          asked.push(params);
          return params[0] === 7 ? [revisionOf(Number(params[1]))] : [];
        },
      }),
    }),
  };
  const app = { database, accounts: { titleOf: (target: string) => target } } as unknown as App;
  const press = (id: string) => read?.press({ id } as Press, app);
  expect(words([(await press('7.2')) as Card])).toEqual(['Version 2']);
  expect(words([(await press('7.3.0')) as Card])).toEqual(['Version 3']);
  await expect(press('8.1')).rejects.toThrow('There is no post 8.');
  expect(read?.allow).toBe('member');
});
