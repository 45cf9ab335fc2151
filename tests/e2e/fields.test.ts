/** Fields of a network: filled in by form or by command, approved with the post, asked again before it goes out. */
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ADA, NEWS, RECIPES, startPinterest } from '../networks/servers/pinterest.ts';
import { card, discordSeat, known, type Seat, slackSeat } from './seat.ts';
import { openStage } from './stage.ts';
import { TEAM } from './town.ts';

const far = await startPinterest();
afterAll(() => far.stop());
beforeEach(() => far.clear());

const TARGETS = `targets:
  pins:
    network: pinterest
    title: Acme on Pinterest
    access_token: ${far.account.access_token}
    api_url: ${far.account.api_url}
`;
const { world } = await openStage(TEAM.replace(/^targets:\n/m, TARGETS));

const soup = await sharp({ create: { width: 40, height: 60, channels: 3, background: 'orange' } })
  .png()
  .toBuffer();

/** A post with a picture whose fields are empty still. */
async function kept(ada: Seat, text: string) {
  const besides = known(ada);
  await ada.command('post new');
  await ada.form();
  const media = { name: 'soup.png', bytes: soup };
  await ada.submit({ text, to: 'pins', at: 'in 2 hours', media, alt: 'A bowl of soup' });
  return ada.sees([/Post \d+ is not ready/, 'Acme on Pinterest needs the field board'], { besides });
}

describe.each(['slack', 'discord'] as const)('in %s', (chat) => {
  const author = (): Seat => (chat === 'slack' ? slackSeat(world, 'ada') : discordSeat(world, 'ada'));
  const approver = (): Seat => (chat === 'slack' ? slackSeat(world, 'ben') : discordSeat(world, 'cara'));

  test('the form offers the boards that there are, the card shows what was chosen, and it goes out so', async () => {
    const ada = author();
    const told = await kept(ada, `A soup in ${chat}`);
    await ada.press(told, 'post.fields');
    expect(await ada.form()).toMatchObject({ title: 'Fields' });
    expect(
      await ada.submit({ board: RECIPES, title: 'Pumpkin', link: 'https://acme.example/soup' }),
    ).toMatchObject({ ok: true });
    const id = Number(/Post (\d+)/.exec(told.words)?.[1]);
    const shown = await card(
      approver(),
      id,
      'in review',
      'Acme on Pinterest, board: Recipes',
      'title: Pumpkin',
    );
    await approver().press(shown, 'post.approve');
    await card(ada, id, 'scheduled');
    expect(far.pinterest.pins()).toEqual([]);
    await world.pass(2 * 3_600_000);
    await card(ada, id, 'published');
    expect(far.pinterest.pins()).toMatchObject([
      {
        ...{ board: RECIPES, title: 'Pumpkin', link: 'https://acme.example/soup' },
        ...{ description: `A soup in ${chat}`, alt: 'A bowl of soup' },
      },
    ]);
  });

  test('another board after the approval voids it, and the card says what changed', async () => {
    const ada = author();
    const id = Number(/Post (\d+)/.exec((await kept(ada, `Void in ${chat}`)).words)?.[1]);
    await ada.command('post edit', { id: String(id), fields: 'board=recipes; title=Pumpkin' });
    await approver().press(await card(approver(), id, 'in review', 'board: Recipes'), 'post.approve');
    const scheduled = await card(ada, id, 'scheduled');
    await ada.press(scheduled, 'post.fields');
    expect((await ada.form()).values).toMatchObject({ board: RECIPES, title: 'Pumpkin' });
    await ada.submit({ board: NEWS, title: 'Pumpkin', link: '' });
    await card(ada, id, 'in review', 'Changed since it was approved', /fields: 'Recipes' → 'News'/);
    await world.pass(2 * 3_600_000);
    expect(far.pinterest.pins()).toEqual([]);
  });
});

test('a board that is gone when the post is due holds it for a person', async () => {
  const [ada, ben] = [slackSeat(world, 'ada'), slackSeat(world, 'ben')];
  const id = Number(/Post (\d+)/.exec((await kept(ada, 'Gone by then')).words)?.[1]);
  await ada.command('post edit', { id: String(id), fields: 'pins.board=News; title=Late' });
  await ben.press(await card(ben, id, 'in review', 'board: News'), 'post.approve');
  await card(ada, id, 'scheduled');
  far.pinterest.changeBoard(ADA, NEWS);
  await world.pass(2 * 3_600_000);
  await card(ada, id, 'waits for a decision', 'Acme on Pinterest offers no "News" for board');
  expect(far.pinterest.pins()).toEqual([]);
});

test('a field that no target has is told, and nothing is lost', async () => {
  const ada = slackSeat(world, 'ada');
  const besides = known(ada);
  await ada.command('post new', { text: 'For the web', to: 'web', fields: 'board=Recipes' });
  await ada.sees([/Post \d+ is not ready/, 'None of the targets has no field "board"'], { besides });
  const text = 'A text of some length, typed by hand, for the web';
  await ada.command('post new', { text, to: 'web', fields: 'Recipes' });
  await ada.sees(['"Recipes" does not say which field it is for', text], { besides });
});
