/** What bad input gets, in both chats: a private answer with field, limit, count and remedy, and nothing is lost. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { mp4 } from '../media/making-mp4.ts';
import { card, discordSeat, draft, type Filled, known, type Seat, type Seen, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';

const { world } = await openStage();

const LONG = `${'word '.repeat(400)}!`;

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const seat = (person: 'ada' | 'lea' | 'gil'): Seat =>
    chat === 'slack' ? slackSeat(world, person) : discordSeat(world, person);
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  test.each<[string, Record<string, string>, string[]]>([
    [
      'an unknown target',
      { text: 'For nobody', to: 'wbe' },
      [
        'Error in to:',
        '"wbe" is neither a target nor a group.',
        'There are: all, web, slack-news, discord-news.',
      ],
    ],
    [
      'a text that is too long for one of its targets',
      { text: LONG, to: 'all' },
      ['Error in text:', 'takes 2000 characters; this text has 2001. Shorten it by 1', '2001/2000, 1 over'],
    ],
    [
      'a past time',
      { text: 'Too late', to: 'web', at: '2020-01-01 09:00' },
      ['Error in at:', 'which is past', 'Give a later time'],
    ],
    [
      'a time that comes twice',
      { text: 'When', to: 'web', at: '2027-10-31 02:30' },
      ['Error in at:', 'comes twice that day', '2027-10-31 02:30 UTC+02:00'],
    ],
    [
      'a time that is skipped',
      { text: 'When', to: 'web', at: '2027-03-28 02:30' },
      ['Error in at:', 'does not exist in Europe/Copenhagen'],
    ],
    [
      'a date that may be read two ways',
      { text: 'When', to: 'web', at: '4/5 9:00' },
      ['Error in at:', 'day and month', '-05-04 09:00 or ', '-04-05 09:00.'],
    ],
    [
      'a picture behind a private address',
      { text: 'Look', to: 'web', picture: 'http://10.0.0.9/x.png' },
      ['Error in media:', 'lies in a private network', 'Upload the file instead.'],
    ],
    [
      'everything at once',
      { text: ' ', to: 'wbe', at: 'soonish' },
      ['3 things', 'Error in to:', 'Error in at:', 'Error in text:'],
    ],
  ])('%s is told privately, and the draft is kept', async (_what, options, words) => {
    const ada = seat('ada');
    const besides = known(ada);
    await ada.command('post new', options);
    const told = await ada.sees(['is not ready for review', 'Everything you wrote is kept.', ...words], {
      besides,
    });
    expect(told.isPrivate).toBe(true);
    await expectKept(ada, told, options);
  });

  test('a video that is attached is taken in, and told of where a target takes none', async () => {
    const ada = seat('ada');
    const besides = known(ada);
    await ada.command('post new');
    await ada.form();
    const file = { name: 'kites.mp4', bytes: mp4({ media: 50_000 }) };
    const filled = { text: `Kites in ${chat}`, to: 'slack-news', media: file };
    expect(await ada.submit(filled)).toMatchObject({ ok: true });
    await ada.sees(['Error in media:', 'takes no video here', 'Leave', 'write it a post of its own'], {
      besides,
    });
  });

  test('an unreadable upload is told; mended in the form, the post goes to review', async () => {
    const ada = seat('ada');
    const besides = known(ada);
    await ada.command('post new');
    expect(await ada.form()).toMatchObject({ title: 'New post' });
    const file = { name: 'door.png', bytes: Buffer.from('this is no picture') };
    expect(await ada.submit({ text: `A door in ${chat}`, to: 'web', media: file })).toMatchObject({
      ok: true,
    });
    const told = await ada.sees([
      'is not ready',
      'Error in media:',
      '"door.png" cannot be read as a picture.',
    ]);
    expect(told.isPrivate).toBe(true);
    await ada.press(told, 'post.edit');
    await ada.form();
    expect(await ada.submit({ text: `A door in ${chat}`, to: 'web' })).toMatchObject({ ok: true });
    const again = await ada.sees(['is not ready', '"door.png" cannot be read'], {
      besides: new Set([told.id]),
    });
    await ada.press(again, 'post.edit');
    expect((await ada.form()).values).toMatchObject({ text: `A door in ${chat}`, to: 'web' });
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await ada.submit({ media: { name: 'door.png', bytes }, alt: 'A red door' })).toMatchObject({
      ok: true,
    });
    const answer = await ada.sees([/Post \d+ is in review/], { besides });
    const post = Number(/Post (\d+)/.exec(answer.words)?.[1]);
    expect((await card(ada, post, 'in review', `A door in ${chat}`)).pictures).toContain('A red door');
  });

  test('an empty text is not taken by the form, or told', async () => {
    const ada = seat('ada');
    await ada.command('post new');
    await ada.form();
    expect(await ada.submit({ text: '', to: 'web' })).toMatchObject({ ok: false });
    expect(await ada.submit({ text: '  ', to: 'web' })).toMatchObject({ ok: true });
    const told = await ada.sees(['is not ready', 'neither a text nor a picture']);
    expect(told.isPrivate).toBe(true);
  });

  test('a person without the role learns which one it takes, and nothing happens', async () => {
    const gil = seat('gil');
    await gil.command('post new', { text: 'By a guest, with care', to: 'web' });
    expect(
      await gil.sees(['This needs the role author; you have none.', 'By a guest, with care']),
    ).toMatchObject({ isPrivate: true });
    await gil.command('post new');
    const post = await draft(seat('ada'), { text: `For the right people in ${chat}`, to: 'web' });
    const shown = await card(gil, post, 'in review');
    for (const action of ['post.approve', 'post.reject', 'post.request-changes']) {
      const besides = known(gil);
      await gil.press(shown, action);
      const told = await gil.sees('This needs the role approver; you have none.', { besides });
      expect(told.isPrivate).toBe(true);
    }
    const forTheTeam = 'This is for the team. An admin can list you in the team file';
    for (const tried of [
      () => gil.press(shown, 'post.edit'),
      () => gil.command('post show', { id: String(post) }),
      () => gil.command('post list'),
      () => gil.command('post cancel', { id: String(post) }),
    ]) {
      const besides = known(gil);
      await tried();
      expect(await gil.sees(forTheTeam, { besides })).toMatchObject({ isPrivate: true });
    }
    await card(gil, post, 'in review');
    expect(world.web.with('By a guest')).toEqual([]);
  });

  test.each([
    ['post show', '99999', 'There is no post 99999.'],
    ['post show', 'twelve', '"twelve" is no number of a post.'],
    ['post edit', '99999', 'There is no post 99999.'],
    ['post cancel', '99999', 'There is no post 99999.'],
  ])('/%s of %s says so', async (command, id, words) => {
    const lea = seat('lea');
    await lea.command(command, { id });
    expect(await lea.sees(words)).toMatchObject({ isPrivate: true });
  });

  test('a network that refuses is told on the card, with its own words; retried by hand it goes out', async () => {
    const text = `Refused in ${chat}`;
    const post = await draft(seat('ada'), { text, to: 'web' });
    world.web.refuse(422, 'Our rules do not allow this');
    await approver().press(await card(approver(), post, 'in review'), 'post.approve');
    const failed = await card(approver(), post, 'failed', 'not sent.', 'Our rules do not allow this');
    expect(world.web.with(text)).toEqual([]);
    const refusedKey = world.web.asked().at(-1);
    await approver().press(failed, 'post.retry');
    await card(seat('ada'), post, 'published');
    // A receiver that remembers what it answered to the first key must not answer it again.
    expect(world.web.with(text)).toMatchObject([{ key: expect.not.stringMatching(refusedKey ?? '') }]);
  });

  test('what a person wrote never becomes markup, and the card of a very long post can be shown', async () => {
    const ada = seat('ada');
    const wild = `*bold* _it_ <b> @everyone ~~x~~ [a](http://b) ${chat}`;
    const first = await draft(ada, { text: wild, to: 'web' });
    expect((await card(ada, first, 'in review', 'asks for approval')).words).toContain(wild);
    const long = await draft(ada, { text: 'long words '.repeat(530), to: 'web' });
    await card(ada, long, 'in review', 'long words long words');
    for (const other of [slackSeat(world, 'ada'), discordSeat(world, 'ada')])
      await card(other, long, 'in review');
  });

  async function expectKept(who: Seat, told: Seen, options: Filled & { picture?: string }): Promise<void> {
    await who.press(told, 'post.edit');
    const { title, values } = await who.form();
    expect(title).toBe('Edit post');
    for (const name of ['text', 'to', 'at'] as const) expect(values[name] ?? '').toBe(options[name] ?? '');
    expect(await who.submit({ text: `Mended in ${chat}`, to: 'web', at: 'in 2 hours' })).toMatchObject({
      ok: true,
    });
    const id = /Post (\d+)/.exec(told.words)?.[1] ?? '';
    if (options.picture) await goWithoutPicture(who, id, told);
    await who.sees(`Post ${id} is in review`, { isPrivate: true });
    await card(who, Number(id), 'in review', `Mended in ${chat}`);
  }

  /** A picture that was wanted stays wanted until the author says otherwise. */
  async function goWithoutPicture(who: Seat, id: string, told: Seen): Promise<void> {
    await who.sees([`Post ${id} is not ready`, 'Error in media:', 'picture:none'], {
      besides: new Set([told.id]),
    });
    await who.command('post edit', { id, picture: 'none' });
  }
});
