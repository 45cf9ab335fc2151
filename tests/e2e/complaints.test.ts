/** What teams complain about in publishing tools, each shown not to happen here. The names say whose complaint it is. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { recognise } from '../../src/app/people/recognition.ts';
import { exportCalendar, exportSpreadsheet } from '../../src/app/posts/cards/exporting.ts';
import { carryOut, planImport } from '../../src/app/posts/drafting/importing.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { approved, card, discordSeat, draft, known, type Seat } from './seat.ts';
import { openStage } from './stage.ts';
import { SLACK } from './town.ts';

const { world, ada, ben } = await openStage();

const approve = (options: Record<string, string>) => approved(ada, ben, { to: 'web', ...options });
const news = (seat: Seat, text: string) => seat.messages('news').filter((one) => one.words.includes(text));

describe('reposting loops (postiz-app #832, #1321, #1172)', () => {
  test('what follows a post fails again and again, and the post is sent once', async () => {
    // The cards that tell of it cannot be edited.
    world.slack.faults.next('chat.update', { error: 'internal_error', times: 2 });
    const post = await approve({ text: 'Once, whatever follows' });
    await ada.sees(`Post ${post}: published`, { isPrivate: false, patience: 15_000 });
    await world.pass(3_600_000);
    expect(world.web.with('Once, whatever')).toHaveLength(1);
    expect(world.web.asked().filter((key) => key === world.web.with('Once, whatever')[0]?.key)).toHaveLength(
      1,
    );
  });
});

describe('duplicates by retry after a timeout (postiz-app PR #1813)', () => {
  test('a lost answer is followed up by the contract of the network: one post on each', async () => {
    const text = 'One on each, though answers got lost';
    const post = await draft(ada, { text, to: 'all' });
    const asked = await card(ben, post, 'in review');
    await card(discordSeat(world, 'cara'), post, 'in review');
    world.web.lose();
    world.slack.faults.next('chat.postMessage', { loseAnswer: 'after' });
    world.discord.faults.next('POST /channels/{channel_id}/messages', { loseAnswer: 'after' });
    await ben.press(asked, 'post.approve');
    await card(ada, post, '', 'may be live.');
    for (let looks = 0; looks < 3; looks += 1) await world.pass(31_000);
    await card(ada, post, 'published');
    expect(world.web.with(text)).toHaveLength(1);
    expect(news(ada, text)).toHaveLength(1);
    expect(news(discordSeat(world, 'ada'), text)).toHaveLength(1);
  });
});

describe('marked failed though it is live (postiz-app PR #1681)', () => {
  test('the card never says failed of what may be live', async () => {
    world.web.lose();
    world.web.refuse(422, 'We have seen this one');
    const post = await approve({ text: 'Live, then refused' });
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    const shown = await card(ada, post, 'may be live', 'We have seen this one');
    expect(shown.words).not.toContain('not sent');
    expect(world.web.with('Live, then refused')).toHaveLength(1);
  });
});

describe('stuck in the queue for ever (postiz-app #1724, #1512, #1110; MixpostApp #8)', () => {
  test('a wake-up that the queue lost is made up for by the sweep', async () => {
    const post = await approve({ text: 'Forgotten by the queue', at: 'in 30 minutes' });
    await card(ada, post, 'scheduled');
    await world.app().database.execute('truncate bullmq.job cascade');
    await world.pass(31 * 60_000);
    await card(ada, post, 'published');
  });

  test('a run that is finished never blocks a new one of the same name', async () => {
    const { pool, queue } = await queueOfItsOwn();
    const ran: number[] = [];
    let told = () => {};
    await queue.work([
      {
        name: 'again',
        async run() {
          ran.push(ran.length);
          told();
          return { kind: 'done' };
        },
      },
    ]);
    for (let turn = 1; turn <= 3; turn += 1) {
      const done = new Promise<void>((resolve) => {
        told = resolve;
      });
      await queue.add('again', {}, { key: 'the-same' });
      await done;
      expect(ran).toHaveLength(turn);
    }
    await queue.stop(1_000);
    expect(pool).toBeDefined();
  });

  async function queueOfItsOwn() {
    const pool = world.app().database.$client;
    const queue = await createQueue({ pool, clock: world.clock, log: createLog('silent') });
    return { pool, queue };
  }
});

describe('silent failure, false success, errors tied to nothing (postiz-app #1144, #1298, #989, #1040)', () => {
  test('each account says on the card how it went, with its own words', async () => {
    const post = await draft(ada, { text: 'Half of it', to: 'web, slack-news' });
    const asked = await card(ben, post, 'in review');
    await card(discordSeat(world, 'cara'), post, 'in review');
    world.web.refuse(422, 'Too many exclamation marks');
    await ben.press(asked, 'post.approve');
    await card(
      ada,
      post,
      'partly published',
      /Acme on the web: not sent\. .*Too many exclamation marks/,
      /Slack #news: sent/,
    );
    expect(news(ada, 'Half of it')).toHaveLength(1);
  });
});

describe('token loss and needless disconnects (postiz-app #1091, #1595, PR #1884)', () => {
  test('one refused request does not sign an account out, and an expired token fails no post', async () => {
    world.web.refuse(403, 'not this one');
    const refused = await approve({ text: 'Refused alone' });
    await card(ada, refused, 'failed', 'not this one');
    const next = await approve({ text: 'Not signed out' });
    await card(ada, next, 'published');
    world.web.lockOut();
    const waiting = await approve({ text: 'Behind the expired token' });
    await card(ada, waiting, 'waits for its account', 'when the account accepts the sign-in again');
    const told = await ben.sees('Acme on the web refuses the sign-in', { isPrivate: false });
    await world.web.mend();
    await ben.press(told, 'account.check');
    await card(ada, waiting, 'published');
  });
});

describe('time zone and daylight saving drift (postiz-app #1954, PR #1272; shoutrrr #61)', () => {
  test('nine o’clock is nine o’clock where the author is, before and after the clocks go back', async () => {
    const due = async (at: string) => {
      const post = await approve({ text: `At ${at}`, at });
      await card(ada, post, 'scheduled');
      const [delivery] = await postDeliveries.ofPost(world.app().database, post, 1);
      return delivery?.dueAt.toISOString();
    };
    expect(await due('2027-10-30 09:00')).toBe('2027-10-30T07:00:00.000Z');
    expect(await due('2027-10-31 09:00')).toBe('2027-10-31T08:00:00.000Z');
  });
});

describe('an edit that keeps its approval (postiz-app #1758; BrightBean Studio)', () => {
  test.each<[string, Record<string, string>]>([
    ['the text', { text: 'Another text' }],
    ['the time', { at: 'in 5 hours' }],
    ['a target', { to: 'web, slack-news' }],
    ['the campaign', { campaign: 'autumn' }],
  ])('%s of a scheduled post voids it, and nothing goes out', async (what, change) => {
    const post = await approve({ text: `Voided by ${what}`, at: 'in 4 hours' });
    await card(ada, post, 'scheduled');
    await ada.command('post edit', { id: String(post), ...change });
    await card(ben, post, 'in review', 'Changed since it was approved. Needs approval again.');
    await world.pass(4.5 * 3_600_000);
    expect(world.web.with(`Voided by ${what}`)).toEqual([]);
  });

  test('a text of one network’s own voids it too', async () => {
    const post = await approve({ text: 'Voided by a variant', to: 'web, slack-news', at: 'in 4 hours' });
    await card(ada, post, 'scheduled');
    await ada.command('post variant', { id: String(post), to: 'web', text: 'Slipped in' });
    await card(ben, post, 'in review', 'Changed since it was approved.');
    await world.pass(4.5 * 3_600_000);
    expect(world.web.with('Slipped in')).toEqual([]);
  });
});

describe('a failed upload, and the post goes out without its picture (TryPost)', () => {
  test('a network that does not take the picture gets no post', async () => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const besides = known(ada);
    await ada.command('post new');
    await ada.form();
    await ada.submit({ text: 'Never bare', to: 'slack-news', media: { name: 'a.png', bytes }, alt: 'Red' });
    const told = await ada.sees(/Post \d+ is in review/, { isPrivate: true, besides });
    const post = Number(/Post (\d+)/.exec(told.words)?.[1]);
    const asked = await card(ben, post, 'in review', 'Never bare');
    await card(discordSeat(world, 'cara'), post, 'in review');
    world.slack.faults.next('upload', { error: 'upload failed', status: 500, times: 1 });
    await ben.press(asked, 'post.approve');
    await card(ada, post, 'scheduled', 'not taken yet.');
    expect(news(ada, 'Never bare')).toEqual([]);
    await world.pass(60_000);
    await card(ada, post, 'published');
    expect(news(ada, 'Never bare')).toMatchObject([{ pictures: ['Red'] }]);
  });
});

describe('a fresh idempotency key for each call (Mixpost)', () => {
  test('every try of one delivery carries the same key', async () => {
    const before = world.web.asked().length;
    world.web.lose();
    const post = await approve({ text: 'One key' });
    await card(ada, post, 'scheduled', 'may be live.');
    await world.pass(3_000);
    await card(ada, post, 'published');
    expect(new Set(world.web.asked().slice(before)).size).toBe(1);
  });
});

describe('no bulk import or export (postiz-app #236, #718, #780)', () => {
  test('a spreadsheet goes in for review, row by row or not at all, and all posts come out again', async () => {
    const app = world.app();
    const person = await recognise(app, { chat: 'slack', user: SLACK.ada });
    const read = async (sheet: string) =>
      carryOut(app, { person, chat: 'command line' }, await planImport(app, person, Buffer.from(sheet)));
    await expect(read('text,to\nIn bulk,web\nIn vain,nowhere\n')).rejects.toThrow('row 3, to: "nowhere"');
    const [first, second] = await read('text,to\nIn bulk,web\nAs well in bulk,slack-news\n');
    await card(ben, second?.postId ?? 0, 'in review', 'As well in bulk');
    await ben.press(await card(ben, first?.postId ?? 0, 'in review'), 'post.approve');
    await card(ada, first?.postId ?? 0, 'published');
    expect(world.web.with('In bulk')).toHaveLength(1);
    const sheet = await exportSpreadsheet(app);
    expect(sheet).toContain(`"${first?.postId}","published","In bulk","web"`);
    expect(await read(sheet)).toEqual(
      expect.arrayContaining([expect.objectContaining({ postId: first?.postId, outcome: 'known' })]),
    );
    expect(await exportCalendar(app)).toContain('SUMMARY:In bulk');
  });
});

describe('no duplicate warning (postiz-app #1779)', () => {
  test('who approves reads with which post it says the same, and accepts that by name or not at all', async () => {
    const text =
      'Our summer sale begins on Monday morning, with a third off everything in the garden section';
    const first = await approve({ text, at: 'in 2 hours' });
    const again = await draft(ada, { text, to: 'web' });
    const shown = await card(ben, again, 'in review', `Post ${first} says the same to Acme on the web`);
    expect(shown.words).toContain('Approve despite 1 warning?');
    await ben.press(shown, 'post.reject');
    await ben.form();
    await ben.submit({ comment: 'We say this already' });
    await card(ada, again, 'rejected');
    expect(world.web.with('summer sale')).toEqual([]);
  });
});
