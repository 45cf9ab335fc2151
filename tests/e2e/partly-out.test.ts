/** What is out at one target is taken down and corrected whatever became of the others, and what stays is told. */
import { beforeEach, describe, expect, test } from 'vitest';
import { approved, card, discordSeat, known, type Seat } from './seat.ts';
import { openStage } from './stage.ts';

const { world, ada, ben } = await openStage();
const cara = discordSeat(world, 'cara');
beforeEach(() => world.clear());

const BOTH = 'web, slack-news';
const LINK = 'https://example.org/live';
const approve = (text: string, to = BOTH) => approved(ada, ben, { text, to });
const inNews = (text: string) => ada.messages('news').filter((one) => one.words.includes(text));

async function askToDelete(post: number, from = '', seat: Seat = ben): Promise<void> {
  await seat.press(await card(seat, post, ''), 'post.delete');
  await seat.form();
  await seat.submit({ from });
}

/** What only this person reads, as an answer to the act. */
async function answerTo(act: () => Promise<void>, ...words: (string | RegExp)[]) {
  const besides = known(ben);
  await act();
  return ben.sees(words, { isPrivate: true, besides });
}

/** The answer of the web was lost, and then its credentials did not do any more; in Slack it is out. */
async function unsure(text: string, to = BOTH): Promise<number> {
  world.web.lose();
  world.web.refuse(401, 'bad signature');
  const post = await approve(text, to);
  await card(ada, post, '', 'may be live.');
  await world.pass(3_000);
  await card(ben, post, 'may be live');
  return post;
}

describe('what is out is deleted while another target', () => {
  test('waits for its next try, which Cancel calls off', async () => {
    // In ten minutes: what is being tried just now cannot be called off.
    world.web.refuse(429, 'slow down', { 'retry-after': '600' });
    const post = await approve('Out in Slack alone');
    const waiting = await card(cara, post, 'publishing', 'not taken yet.', 'sent');
    expect(waiting.buttons.map((one) => one.split(':')[0])).toEqual([
      ...['post.cancel', 'post.correct', 'post.delete', 'freeze.start'],
    ]);
    await askToDelete(post, '', cara);
    const rest = await card(ben, post, 'publishing', /Slack #news\W*: deleted/);
    expect(inNews('Out in Slack')).toEqual([]);
    await ben.press(rest, 'post.cancel');
    await card(ada, post, 'deleted', /Acme on the web\W*: cancelled/);
  });

  test('may be live', async () => {
    const post = await unsure('Unsure on the web');
    await askToDelete(post);
    await card(ada, post, 'may be live', /Slack #news\W*: deleted/);
    expect(inNews('Unsure on')).toEqual([]);
  });

  test('waits for its account, where nothing can be published now', async () => {
    world.web.lockOut();
    const post = await approve('Behind the door');
    const held = await card(ben, post, 'waits for its account', 'refused the sign-in', 'sent');
    expect(held.buttons.filter((one) => one.startsWith('post.publish-now'))).toEqual([]);
    await askToDelete(post);
    await card(ada, post, 'waits for its account', /Slack #news\W*: deleted/);
    expect(inNews('Behind the door')).toEqual([]);
  });
});

test('what is out is corrected from its card while another target waits', async () => {
  await world.web.down();
  const post = await approve('At noon');
  await ada.press(await card(ada, post, 'publishing', 'not taken yet.', 'sent'), 'post.correct');
  expect((await ada.form()).values).toMatchObject({ to: 'slack-news' });
  await ada.submit({ text: 'At one' });
  await ben.press(await card(ben, post + 1, 'in review'), 'post.approve');
  await card(ada, post + 1, 'corrected');
  expect(inNews('At one')).toHaveLength(1);
});

describe('where only the address is known', () => {
  async function live(post: number, url = LINK): Promise<void> {
    await ben.press(await card(ben, post, 'may be live'), 'delivery.live');
    await ben.form();
    await ben.submit({ url });
    await card(ada, post, 'published');
  }

  test('it stays, and the card says so beside what is deleted', async () => {
    const post = await unsure('Half ours');
    await live(post);
    await askToDelete(post);
    await card(
      ada,
      post,
      'partly published',
      /Slack #news\W*: deleted/,
      'Not deleted: Of the post at Acme on the web only its address is known.',
      `Delete it there by hand: ${LINK}`,
    );
    expect(world.web.with('Half ours')).toHaveLength(1);
  });

  test('and nowhere else is it out, the link is told to whoever wants it deleted or corrected', async () => {
    const post = await unsure('Not ours', 'web');
    await live(post);
    await answerTo(
      () => askToDelete(post),
      'Of the post at Acme on the web only its address is known.',
      `Delete it there by hand: ${LINK}`,
    );
    await answerTo(
      async () => ben.press(await card(ben, post, 'published'), 'post.correct'),
      'Of the post at Acme on the web only its address is known',
      `Correct it there by hand: ${LINK}`,
    );
  });

  test('and not even that, the account is told by its title', async () => {
    const post = await unsure('Nobody knows', 'web');
    await live(post, '');
    await answerTo(
      () => askToDelete(post),
      'It is not known which post it is at Acme on the web. Delete it there by hand.',
    );
  });
});

describe('a place where it is not out', () => {
  test('is told with those where it is, and nothing is deleted', async () => {
    const post = await approve('Only on the web', 'web');
    await card(ben, post, 'published');
    for (const from of ['slack-news', 'web, slack-news']) {
      const answer = await answerTo(
        () => askToDelete(post, from),
        `Post ${post} is not out at Slack #news. It is out at Acme on the web: name only those`,
      );
      expect(answer.words).not.toContain('out of date');
    }
    expect(world.web.with('Only on the web')).toHaveLength(1);
  });

  test('and waits to go there is called off by another button', async () => {
    await world.web.down();
    const post = await approve('Still to come');
    await card(ben, post, 'publishing', 'not taken yet.', 'sent');
    await answerTo(
      () => askToDelete(post, 'web'),
      `Post ${post} is not out at Acme on the web. It is out at Slack #news`,
      'What still waits is taken back with Cancel',
    );
  });

  test('does no harm in a group', async () => {
    const post = await approve('By the group', 'web');
    await card(ben, post, 'published');
    await askToDelete(post, 'all');
    await card(ada, post, 'deleted');
  });
});

test('a thread that broke off is told with what is out of it, and is neither deleted nor corrected', async () => {
  const held = world.web.hold();
  const post = await approve('One of two\n---\nTwo of two', 'web');
  await held.reached;
  world.web.refuse(422, 'Not the second');
  held.release();
  await card(ben, post, 'partly published', 'Retry goes on with the same text', '(1 part is out)');
  const live = world.web.with('One of two')[0];
  await answerTo(
    () => askToDelete(post),
    'At Acme on the web 1 part is out of a thread that broke off.',
    `Delete it there by hand: http`,
    `/posts/${live?.key}`,
  );
  await answerTo(
    async () => ben.press(await card(ben, post, 'partly published'), 'post.correct'),
    'At Acme on the web the thread broke off: what is out of it stays as it is.',
  );
});

describe('a text that a network refuses', () => {
  test('while others took it needs a post of its own there', async () => {
    world.web.refuse(422, 'Too many words');
    const post = await approve('Many words');
    await card(
      ben,
      post,
      'partly published',
      'Too many words. Retry sends the same text again; for another text write a new post to Acme on the web alone.',
    );
    await answerTo(
      () => ben.command('post edit', { id: String(post), text: 'Few words' }),
      `Post ${post} is already on its way, or out.`,
      'for another text write a new post to that target alone.',
    );
  });

  test('everywhere is edited', async () => {
    world.web.refuse(422, 'Too many words');
    const post = await approve('Many words', 'web');
    await card(ben, post, 'failed', 'Edit changes it, and it is approved anew.');
  });

  test('of a correction is corrected once more', async () => {
    const post = await approve('First', 'web');
    await card(ada, post, 'published');
    await ada.command('post correct', { id: String(post), text: 'Second' });
    const asked = await card(ben, post + 1, 'in review');
    world.web.refuse(422, 'No');
    await ben.press(asked, 'post.approve');
    await card(ben, post + 1, 'failed', `for another text press Correct on the card of post ${post}.`);
  });
});

describe('on the private card of /post show', () => {
  async function shownPrivately(post: number, state: string) {
    return answerTo(() => ben.command('post show', { id: String(post) }), `Post ${post}: ${state}`);
  }

  test.each(['delivery.live', 'delivery.not-live', 'delivery.check'])(
    '%s shows what became of it',
    async (button) => {
      const post = await unsure(`Pressed ${button}`, 'web');
      const shown = await shownPrivately(post, 'may be live');
      await answerTo(
        async () => {
          await ben.press(shown, button);
          if (button !== 'delivery.live') return;
          await ben.form();
          await ben.submit({});
        },
        new RegExp(`Post ${post}: (scheduled|publishing|published)`),
      );
    },
  );

  test('post.retry shows what became of it', async () => {
    world.web.refuse(422, 'no');
    const post = await approve('Pressed retry', 'web');
    await card(ben, post, 'failed');
    const shown = await shownPrivately(post, 'failed');
    await answerTo(
      () => ben.press(shown, 'post.retry'),
      new RegExp(`Post ${post}: (scheduled|publishing|published)`),
    );
  });
});
