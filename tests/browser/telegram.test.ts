/** A post to Telegram, with a picture: approved with its warning, and shown as people see it there. */
import { expect, test } from 'vitest';
import { newFolder, startBot } from './bot.ts';
import { expectAccessible, openBrowser, openPage, picture } from './browser.ts';
import { garden } from './drawing.ts';
import { ALT, accountOf, discordOf, slackOf, TEXT } from './first-post.ts';

test('a post with a picture goes to Telegram, and its alt text is told to be lost before', async () => {
  const { address } = await startBot(await newFolder());
  const page = await openPage(await openBrowser(), address);
  const message = slackOf(page).getByRole('textbox', { name: 'Message #social' });
  await message.fill('/post new');
  await message.press('Enter');
  const form = page.getByRole('dialog', { name: 'New post' });
  await form.getByRole('textbox', { name: 'Text', exact: true }).fill(`${TEXT} https://example.org #garden`);
  await form.getByRole('textbox', { name: 'Where to' }).fill('telegram');
  const file = { name: 'garden.png', mimeType: 'image/png', buffer: await garden() };
  await form.getByLabel('Picture').setInputFiles(file);
  await form.getByRole('textbox', { name: 'Alt text' }).fill(ALT);
  await form.getByRole('button', { name: 'Send for review' }).click();
  await form.waitFor({ state: 'hidden' });
  const card = discordOf(page).getByRole('article').filter({ hasText: 'Post 1: in review' });
  await card.getByText('Telegram keeps no alt texts').waitFor();
  await card.getByRole('button', { name: 'Approve' }).click();
  await slackOf(page).getByRole('heading', { name: 'Post 1: published' }).waitFor();
  const post = accountOf(page).getByRole('article', { name: /^On Telegram/ });
  await post.getByText(TEXT).waitFor();
  const shown = post.locator('img');
  await expect
    .poll(() => shown.evaluate((image: { naturalWidth: number }) => image.naturalWidth))
    .not.toBe(0);
  await expectAccessible(page);
  await picture(page, 'telegram');
  // The link on the card leads to the pane, and not to the real Telegram.
  await slackOf(page).getByRole('link', { name: 'open it' }).click();
  await page.locator('article.bubble:focus').waitFor();
});
