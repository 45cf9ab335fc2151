/** Steps, quorum, vetoes and emergencies, decided over both chats. */
import { describe, expect, test } from 'vitest';
import * as audit from '../../src/store/audit.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { APPROVING_TEAM } from './approving-team.ts';
import { card, draft, known, type Seat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben, lea, cara, dan } = await openStage(APPROVING_TEAM);

const decisions = (post: number) => posts.decisionsOf(world.app().database, post);
const states = async (post: number) =>
  (await postDeliveries.ofPost(world.app().database, post, 1)).map((one) => one.state);

async function audited(post: number) {
  const entries = [];
  for await (const row of audit.all(world.app().database)) entries.push(JSON.parse(row.entry));
  return entries.filter((entry) => entry.post === post);
}

async function approve(seat: Seat, post: number, ...words: string[]): Promise<void> {
  await seat.press(await card(seat, post, 'in review', ...words), 'post.approve');
}

describe('two steps', () => {
  test('each is decided by whom it names, in its order, and it goes out after the last', async () => {
    const post = await draft(ada, { text: 'In two steps', to: 'web' });
    await approve(ben, post, 'Editorial: waits for any approver · Legal: then Cara Counsel and Lea Lead');
    for (const seat of [ada, cara])
      await card(
        seat,
        post,
        'in review',
        /Editorial: .*approved · Legal: waits for .*, .* \(2 of 2 needed\)/s,
      );
    const besides = known(ben);
    await approve(ben, post, 'Legal: waits for');
    await ben.sees('Legal is decided by Cara Counsel or Lea Lead; you are not among them.', { besides });
    await approve(cara, post, 'Legal: waits for');
    await card(ben, post, 'in review', /Legal: .*approved, waits for /s);
    expect(world.web.with('In two steps')).toEqual([]);
    await approve(lea, post, 'approved, waits for');
    await card(ada, post, 'published', '(Editorial)', '(Legal)');
    expect((await decisions(post)).map((one) => one.step)).toEqual(['Editorial', 'Legal', 'Legal']);
    const kinds = (await audited(post)).filter((entry) => entry.kind === 'post.approve');
    expect(kinds.map((entry) => [entry.person.name, entry.details.step])).toEqual([
      ['Ben Approver', 'Editorial'],
      ['Cara Counsel', 'Legal'],
      ['Lea Lead', 'Legal'],
    ]);
  });

  test('a press on a card that showed the step before counts for nothing, and says who decided', async () => {
    const post = await draft(ada, { text: 'A step too late', to: 'web' });
    await lea.command('post show', { id: String(post) });
    const copy = await lea.sees([`Post ${post}: in review`], { isPrivate: true });
    await approve(ben, post);
    await card(lea, post, 'in review', 'Legal: waits for');
    const besides = known(lea);
    await lea.press(copy, 'post.approve');
    const told = await lea.sees('was out of date', { isPrivate: true, besides });
    expect(told.words).toMatch(/approved .*\(Editorial\)/s);
    expect(await decisions(post)).toHaveLength(1);
  });

  test('of two who press at once where one is enough, one counts, and the other sees whose it was', async () => {
    for (let round = 0; round < 3; round++) {
      const post = await draft(ada, { text: `At once in a step ${round}`, to: 'web' });
      const [one, other] = [await card(ben, post, 'in review'), await card(dan, post, 'in review')];
      const before = { ben: known(ben), dan: known(dan) };
      await Promise.all([ben.press(one, 'post.approve'), dan.press(other, 'post.approve')]);
      await card(ada, post, 'in review', 'Legal: waits for');
      const [first, ...more] = await decisions(post);
      expect(more).toEqual([]);
      const [loser, besides] = first?.chat === 'slack' ? [dan, before.dan] : [ben, before.ben];
      const told = await loser.sees('was out of date', { isPrivate: true, besides });
      expect(told.words).toMatch(/approved .*\(Editorial\)/s);
    }
  });

  test('what the earlier steps decided is void after an edit, and shown as of an earlier version', async () => {
    const post = await draft(ada, { text: 'We recieve guests', to: 'web' });
    await approve(ben, post);
    await card(ada, post, 'in review', 'Legal: waits for');
    await ada.command('post edit', { id: String(post), text: 'We receive guests' });
    await card(
      cara,
      post,
      'in review',
      'Changed since its first approval. Needs approval again from the first step.',
      "'recieve' → 'receive'",
      'Editorial: waits for any approver',
      'approved an earlier version',
    );
  });
});

describe('two of a role', () => {
  test('count both when they press at once in two chats', async () => {
    const post = await draft(ada, { text: 'Two at once', to: 'slack-news' });
    const [one, other] = [await card(ben, post, 'in review'), await card(cara, post, 'in review')];
    expect(one.words).toContain('Pair: waits for any approver (2 more of 2)');
    await Promise.all([ben.press(one, 'post.approve'), cara.press(other, 'post.approve')]);
    await card(ada, post, 'published');
    expect(await decisions(post)).toHaveLength(2);
  });

  test('are two people: one who presses twice is told that another is needed', async () => {
    const post = await draft(ada, { text: 'One twice', to: 'slack-news' });
    await approve(ben, post);
    const besides = known(ben);
    await approve(ben, post, 'approved, waits for any approver (1 more of 2)');
    await ben.sees(['one person counts once', 'One more person is needed: any approver.'], { besides });
    expect(await decisions(post)).toHaveLength(1);
    await ben.press(await card(ben, post, 'in review'), 'post.reject');
    await ben.form();
    await ben.submit({ comment: 'On second thoughts' });
    await card(ada, post, 'rejected', 'On second thoughts');
  });
});

describe('a veto', () => {
  test('takes back what is approved and not out yet', async () => {
    const post = await draft(ada, { text: 'Vetoed in time', to: 'discord-news', at: 'in 3 hours' });
    await approve(ben, post);
    const scheduled = await card(dan, post, 'scheduled');
    const besides = known(dan);
    await dan.press(scheduled, 'post.reject');
    await dan.sees(['only Cara Counsel can still reject it', 'with Cancel'], { besides });
    await cara.press(await card(cara, post, 'scheduled'), 'post.reject');
    await cara.form();
    await cara.submit({ comment: 'Not on this day' });
    for (const seat of [ada, cara]) await card(seat, post, 'rejected', 'vetoed', 'Not on this day');
    expect(await states(post)).toEqual(['cancelled']);
    await world.pass(4 * 3_600_000);
    expect(ada.messages('news').filter((one) => one.words.includes('Vetoed in time'))).toEqual([]);
    expect((await audited(post)).map((entry) => entry.kind)).toContain('post.veto');
  });

  test('takes back what fell due in a freeze and waits for a decision', async () => {
    const post = await draft(ada, { text: 'Frozen, then vetoed', to: 'discord-news', at: 'in 1 hour' });
    await approve(ben, post);
    await card(ada, post, 'scheduled');
    await ben.command('freeze', { scope: 'discord-news', reason: 'A test' });
    await ben.sees('Posts are frozen: discord-news', { isPrivate: false });
    await world.pass(3_600_000);
    await cara.press(await card(cara, post, 'waits for a decision'), 'post.reject');
    await cara.form();
    await cara.submit({ comment: 'Not any more' });
    await card(ada, post, 'rejected', 'vetoed');
    await ben.command('resume', { scope: 'discord-news' });
    await ben.sees('The freeze is over', { isPrivate: false });
    await world.pass(60_000);
    expect(await states(post)).toEqual(['cancelled']);
    expect(ada.messages('news').filter((one) => one.words.includes('Frozen, then vetoed'))).toEqual([]);
  });

  test('comes too late for what is out', async () => {
    const post = await draft(ada, { text: 'Out already', to: 'discord-news', at: 'in 1 hour' });
    await approve(ben, post);
    await cara.press(await card(cara, post, 'scheduled'), 'post.reject');
    await cara.form();
    await world.pass(3_600_000);
    await card(cara, post, 'published');
    const besides = known(cara);
    await cara.submit({ comment: 'Stop' });
    await cara.sees(`Post ${post} is already on its way, or out.`, { isPrivate: true, besides });
    await card(ada, post, 'published');
  });

  test('ends any step, also one that is another’s to decide', async () => {
    const post = await draft(ada, { text: 'Vetoed in review', to: 'web' });
    await cara.press(await card(cara, post, 'in review', 'Editorial: waits for'), 'post.reject');
    await cara.form();
    await cara.submit({ comment: 'Never' });
    await card(ada, post, 'rejected', 'Never');
  });
});

describe('an emergency approval', () => {
  test('is one person’s alone, with a reason that all can read', async () => {
    const post = await draft(ada, { text: 'The hall is closed today', to: 'web' });
    const besides = known(ben);
    await ben.press(await card(ben, post, 'in review'), 'post.emergency');
    await ben.sees('Emergency approval is for Lea Lead.', { isPrivate: true, besides });
    await lea.press(await card(lea, post, 'in review'), 'post.emergency');
    expect((await lea.form()).title).toBe('Emergency approval');
    expect(await lea.submit({ comment: '' })).toMatchObject({ ok: false });
    await lea.submit({ comment: 'People stand before closed doors' });
    for (const seat of [ada, cara])
      await card(seat, post, 'published', 'gave emergency approval', 'People stand before closed doors');
    expect((await audited(post)).find((entry) => entry.kind === 'post.emergency')).toMatchObject({
      ...{ person: { name: 'Lea Lead' }, details: { comment: 'People stand before closed doors' } },
    });
    expect(world.web.with('The hall is closed today')).toHaveLength(1);
  });

  test('is never of one’s own post', async () => {
    const post = await draft(lea, { text: 'By Lea, in a hurry', to: 'web' });
    const besides = known(lea);
    await lea.press(await card(lea, post, 'in review'), 'post.emergency');
    await lea.sees('nobody approves their own', { isPrivate: true, besides });
    expect(await decisions(post)).toEqual([]);
    await approve(ben, post);
    const stuck = 'Lea Lead wrote this or changed it last, and cannot approve it: this step cannot end.';
    await card(ada, post, 'in review', 'Legal: waits for', stuck);
  });
});
