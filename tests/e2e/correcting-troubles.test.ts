/** A correction that does not get through at once: refused, lost, frozen, overtaken by another, or its post is gone. */
import { beforeEach, describe, expect, test } from 'vitest';
import { correctingOf, inNews } from './correcting.ts';
import { card, known } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();
beforeEach(() => world.clear());

const { published, corrected, approve } = correctingOf(world);
const live = () => world.web.live().map(({ text }) => text);

describe('when it does not get through', () => {
  test('a refusal is told, what was live stays, and Retry sends it', async () => {
    const post = await published('Refused at first');
    const correction = await corrected(post, 'Taken in the end');
    world.web.refuse(422, 'Not within the first hour');
    await approve(correction);
    const failed = await card(
      ben,
      correction,
      'failed',
      'What was live stays.',
      'not corrected.',
      'Not within the first hour',
    );
    expect(live()).toEqual(['Refused at first']);
    await ben.press(failed, 'post.retry');
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['Taken in the end']);
  });

  test('a lost answer leaves nobody in doubt: it is sent again', async () => {
    const post = await published('Lost at first');
    const correction = await corrected(post, 'There in the end');
    world.web.lose();
    await approve(correction);
    await card(ada, correction, 'approved', 'may be corrected.');
    await world.pass(3_000);
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['There in the end']);
  });

  test('a lost answer that is refused after all is failed, never a question', async () => {
    const post = await published('Lost, then refused');
    const correction = await corrected(post, 'Who knows');
    world.web.lose();
    world.web.refuse(422, 'Not now');
    await approve(correction);
    await card(ada, correction, 'approved', 'may be corrected.');
    await world.pass(3_000);
    const failed = await card(ben, correction, 'failed', 'as far as is known', 'Not now');
    expect(failed.buttons.filter((one) => one.startsWith('delivery.'))).toEqual([]);
    await ben.press(failed, 'post.retry');
    await card(ada, correction, 'corrected');
  });

  test('deleted meanwhile, it fails and says so', async () => {
    const post = await published('Gone soon', 'web, slack-news');
    const correction = await corrected(post, 'Too late');
    await ben.press(await card(ben, post, 'published'), 'post.delete');
    await ben.form();
    await ben.submit({ from: 'web' });
    await card(ada, post, 'partly published');
    await approve(correction);
    await card(
      ada,
      correction,
      'partly corrected',
      `Post ${post} was deleted at Acme on the web meanwhile. Nothing was changed.`,
    );
    expect(live()).toEqual([]);
    expect(inNews(world).map(([, words]) => words)).toEqual(['Too late']);
  });

  test('a frozen place waits, and is corrected after the review', async () => {
    const post = await published('Frozen', 'web, slack-news');
    const correction = await corrected(post, 'Thawed');
    await ben.command('freeze', { scope: 'web', reason: 'Wait' });
    await ben.sees('Posts are frozen: web', { isPrivate: false });
    await approve(correction);
    const held = await card(ben, correction, 'waits for a decision', /Slack #news\W*: corrected/);
    expect(held.buttons.some((one) => one.startsWith('post.move'))).toBe(false);
    expect(live()).toEqual(['Frozen']);
    await ben.command('resume', { scope: 'web' });
    await ben.press(await ben.sees('Resumed: 1 post', { isPrivate: false }), 'post.publish-now');
    await card(ada, correction, 'corrected');
    expect(live()).toEqual(['Thawed']);
  });

  test('an older one that failed does not bring its text back', async () => {
    const post = await published('First');
    const older = await corrected(post, 'Older');
    world.web.refuse(422, 'Not now');
    await approve(older);
    const failed = await card(ben, older, 'failed');
    const newer = await corrected(post, 'Newer');
    const besides = known(ben);
    await ben.press(failed, 'post.retry');
    await ben.sees(`Post ${newer} is correcting post ${post} already`, { isPrivate: true, besides });
    await approve(newer);
    await card(ada, newer, 'corrected');
    await ben.press(await card(ben, older, 'failed'), 'post.retry');
    await card(ben, older, 'failed', `Post ${newer} has corrected post ${post} there since.`);
    expect(live()).toEqual(['Newer']);
    const before = known(ada);
    await ada.command('post edit', { id: String(older), text: 'Older still, by an edit' });
    await ada.sees([`Post ${newer} has corrected post ${post} since`, 'Older still, by an edit'], {
      isPrivate: true,
      besides: before,
    });
  });
});
