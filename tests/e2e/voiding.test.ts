/** Every way to change a post voids its approval, also when it is scheduled, and the card says what changed. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import { card, known } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben, cara } = await openStage();

const picture = (background: string) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .png()
    .toBuffer();

/** A post with a picture, approved and scheduled. */
async function scheduled(text: string): Promise<number> {
  const besides = known(ada);
  await ada.command('post new');
  await ada.form();
  const media = { name: 'flag.png', bytes: await picture('teal') };
  await ada.submit({ text, to: 'web', at: 'in 2 hours', media, alt: 'A teal flag' });
  const answer = await ada.sees(/Post \d+ is in review/, { isPrivate: true, besides });
  const post = Number(/Post (\d+)/.exec(answer.words)?.[1]);
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'scheduled');
  return post;
}

/** In review again, with what changed; nothing is scheduled, and nothing goes out when it would have been due. */
async function isVoid(post: number, text: string, ...changed: (string | RegExp)[]): Promise<void> {
  const needed = 'Changed since it was approved. Needs approval again.';
  for (const seat of [ada, cara])
    await card(seat, post, 'in review', needed, 'approved an earlier version', ...changed);
  const deliveries = await postDeliveries.ofPost(world.app().database, post, 1);
  expect(deliveries.map((one) => one.state)).toEqual(['cancelled']);
  await world.pass(2 * 3_600_000 + 60_000);
  expect(world.web.with(text)).toEqual([]);
}

describe('by command', () => {
  test.each([
    ['text', { text: 'A changed text, by command' }, "text: 'An approved' → 'A changed'"],
    ['alt text', { alt: 'A flag in teal' }, "pictures: 'A teal flag' → 'A flag in teal'"],
    ['picture', { picture: 'none' }, "pictures: '1 picture' → 'no picture'"],
    ['target', { to: 'all' }, "where: 'Acme on the web' → 'Discord #news, Slack #news, Acme on the web'"],
    ['time', { at: 'in 3 hours' }, /time: '.*' → '.*'/],
    ['campaign', { campaign: 'Spring' }, "campaign: nothing → 'Spring'"],
  ])('a change of the %s', async (_what, change: Record<string, string>, changed) => {
    const post = await scheduled('An approved text, by command');
    await ada.command('post edit', { id: String(post), ...change });
    await isVoid(post, 'text, by command', changed);
  });
});

describe('by form', () => {
  test.each([
    ['text', { text: 'A changed text, by form' }, "text: 'An approved' → 'A changed'"],
    ['alt text', { alt: 'A flag in teal' }, "pictures: 'A teal flag' → 'A flag in teal'"],
    ['target', { to: 'all' }, "where: 'Acme on the web' → 'Discord #news, Slack #news, Acme on the web'"],
    ['time', { at: 'in 3 hours' }, /time: '.*' → '.*'/],
  ])('a change of the %s', async (_what, change, changed) => {
    const post = await scheduled('An approved text, by form');
    await ada.press(await card(ada, post, 'scheduled'), 'post.edit');
    await ada.form();
    await ada.submit(change);
    await isVoid(post, 'text, by form', changed);
  });

  test('an own text of one network', async () => {
    const post = await scheduled('A common text');
    await ada.command('post variant', { id: String(post), to: 'web', text: 'An own text of the web' });
    await isVoid(
      post,
      'text of the web',
      /text per network: nothing → 'Acme on the web: An own text of the web'/,
    );
  });

  test('another picture', async () => {
    const post = await scheduled('With another picture');
    await ada.press(await card(ada, post, 'scheduled'), 'post.edit');
    await ada.form();
    await ada.submit({ media: { name: 'other.png', bytes: await picture('tomato') } });
    await isVoid(post, 'With another picture', /pictures: '1 picture' → 'another picture'|another picture/);
  });
});

test('an approver who changes it voids it as well, and does not approve their own change', async () => {
  const post = await scheduled('Changed by its approver');
  await ben.command('post edit', { id: String(post), text: 'Changed by Ben, its approver' });
  await card(ben, post, 'in review', 'Changed since it was approved.');
  const besides = known(ben);
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await ben.sees('nobody approves their own', { isPrivate: true, besides });
});
