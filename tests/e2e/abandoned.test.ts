/** What a worker had begun that is no more: taken up by its network's contract, and not too early. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { approved, card } from './seat.ts';
import { openStage } from './stage.ts';

const MINUTE = 60_000;
const { world, ada, ben } = await openStage();

/** As a worker leaves it that dies while its request is on its way, `ago` ms after it began. */
async function leave(post: number, ago: number): Promise<void> {
  const since = new Date(world.clock.now() - ago).toISOString();
  await world.app().database.execute(sql`
    update deliveries set state = 'sending', fence = fence + 1, lease_until = now() - interval '1 minute', attempts = 1,
      due_at = ${since}, doubtful_since = ${since},
      intent = jsonb_build_object('key', key, 'at', ${Date.parse(since)}::float8, 'marks', '{}'::jsonb)
    where post_id = ${post}`);
}

test('a look that finds nothing is believed half a minute after it was found abandoned, however long it was begun before', async () => {
  const text = 'Begun by somebody who is gone';
  const inNews = () => ada.messages('news').filter((one) => one.words.includes(text));
  const post = await approved(ada, ben, { text, to: 'slack-news', at: 'in 30 minutes' });
  await card(ada, post, 'scheduled');
  await leave(post, 10 * MINUTE);
  await world.pass(0);
  await card(ada, post, 'scheduled', 'not there yet');
  expect(inNews()).toEqual([]);
  await world.pass(32_000);
  await card(ada, post, 'published');
  expect(inNews()).toHaveLength(1);
});
