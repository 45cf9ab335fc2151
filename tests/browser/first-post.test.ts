/** The first thing that anybody does: a post drafted in Slack, approved in Discord by somebody else, published. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { newFolder, startBot } from './bot.ts';
import { expectAccessible, openBrowser, openPage, picture } from './browser.ts';
import { ALT, accountOf, approve, discordOf, publish, slackOf, TEXT, writePost } from './first-post.ts';

test('a post is written by form in Slack, approved in Discord, and published at its time', async () => {
  const { address } = await startBot(await newFolder());
  const page = await openPage(await openBrowser(), address);
  const keep = (name: string) => picture(page, name);
  await keep('playground');
  await writePost(page, keep);
  await approve(page, keep);
  await publish(page);
  await expectPublished(page);
});

async function expectPublished(page: Page): Promise<void> {
  const post = accountOf(page).getByRole('article');
  await post.getByText(TEXT).waitFor();
  const shown = post.getByRole('img', { name: ALT });
  await shown.waitFor();
  expect(
    await shown.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth),
  ).toBeGreaterThan(0);
  await accountOf(page).getByText('1 in Slack, 1 in Discord').waitFor();
  expect(await slackOf(page).getByRole('link', { name: 'open it' }).count()).toBe(3);
  expect(await discordOf(page).getByRole('link', { name: 'open it' }).count()).toBe(3);
  await page.getByText('It is out, on the web').waitFor();
  await expectAccessible(page);
  await picture(page, 'first-post');
  await discordOf(page).getByRole('link', { name: 'open it' }).nth(1).click();
  await discordOf(page).getByRole('log', { name: 'Messages in # announcements' }).getByText(TEXT).waitFor();
}
