/** The page on a small bot of the tests' own. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Served, servePlayground } from '../../packages/playground/tests/served.ts';
import type { TinyBot } from '../../packages/playground/tests/tiny-bot.ts';
import { expectAccessible, openBrowser, openPage, PHONE } from './browser.ts';

interface Opened {
  served: Served;
  bot: TinyBot;
  page: Page;
}

async function open(viewport?: { width: number; height: number }): Promise<Opened> {
  const served = await servePlayground();
  const bot = await served.bot();
  await served.until(({ slack, discord }) => slack.appConnected && discord.connected);
  const page = await openPage(await openBrowser(), served.url, viewport);
  return { served, bot, page };
}

const slackOf = (page: Page) => page.locator('#pane-slack');
const discordOf = (page: Page) => page.locator('#pane-discord');
const messageField = (page: Page, chat: 'slack' | 'discord') =>
  page.locator(`#pane-${chat}`).getByRole('textbox', { name: 'Message #social' });

test('a slash offers the commands, and keys choose among them', async () => {
  const { page } = await open();
  await messageField(page, 'slack').press('/');
  await expect
    .poll(() => page.getByRole('listbox').getByRole('option').allTextContents())
    .toEqual([expect.stringContaining('/post'), expect.stringContaining('/help')]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await messageField(page, 'slack').inputValue()).toBe('/post new text:""');
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await slackOf(page).getByRole('heading', { name: 'Post 1: in review' }).waitFor();
  expect(await messageField(page, 'slack').inputValue()).toBe('');
});

test('a form in Slack shows its faults in place, keeps what was typed, and gives the focus back', async () => {
  const { page } = await open();
  await messageField(page, 'slack').fill('/post new');
  await messageField(page, 'slack').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New post' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill('A bad one');
  await dialog.getByRole('button', { name: 'Send for review' }).click();
  await dialog.getByText('It says bad.').waitFor();
  const field = dialog.getByRole('textbox', { name: 'Text' });
  expect(await field.inputValue()).toBe('A bad one');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);
  await field.fill('A good one');
  await dialog.getByRole('button', { name: 'Send for review' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await slackOf(page).getByText('A good one').waitFor();
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA');
});

test('Escape closes a form for the bot too', async () => {
  const { page, served } = await open();
  await messageField(page, 'slack').fill('/post new');
  await messageField(page, 'slack').press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect((await served.view()).slack.modal).toBeNull();
});

test("Discord's commands take their options as fields", async () => {
  const { page } = await open();
  await messageField(page, 'discord').fill('/post n');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: '/post new' });
  await form.getByRole('button', { name: '+ text' }).click();
  await form.getByRole('textbox', { name: 'text' }).fill('Hi');
  await page.keyboard.press('Enter');
  await discordOf(page).getByText('You said Hi').waitFor();
  await discordOf(page).getByText('Only you can see this').waitFor();
  await discordOf(page).getByRole('button', { name: 'Dismiss message' }).click();
  await discordOf(page).getByText('You said Hi').waitFor({ state: 'hidden' });
});

test('says so in place when the bot does not respond', async () => {
  const { page } = await open();
  await messageField(page, 'discord').fill('/post silent');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('The application did not respond').waitFor();
});

test('every field of a Slack form reaches the bot, and so does a choice in a message', async () => {
  const { page } = await open();
  await messageField(page, 'slack').fill('/post every');
  await messageField(page, 'slack').press('Enter');
  const form = page.getByRole('dialog', { name: 'Every field' });
  await form.getByLabel('Number').fill('7');
  await form.getByLabel('Mail').fill('ada@acme.example');
  await form.getByLabel('Link').fill('https://acme.example');
  await form.getByLabel('Colour (optional)').selectOption('green');
  await form.getByLabel('Colours').selectOption(['red', 'blue']);
  await form.getByLabel('Person').selectOption({ label: 'Ben Okafor' });
  await form.getByLabel('Channel').selectOption({ label: '#general' });
  await form.getByRole('checkbox', { name: 'Blue' }).check();
  await form.getByRole('radio', { name: 'Red' }).check();
  await form.getByLabel('Day').fill('2026-11-23');
  await form.getByLabel('Hour').fill('09:30');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Send' }).click();
  const sent = [
    'prefilled',
    '7',
    'ada@acme.example',
    'https://acme.example',
    'green',
    ['red', 'blue'],
    'U0BEN',
  ];
  const rest = ['C0GENERAL', ['blue'], 'red', '2026-11-23', '09:30'];
  await slackOf(page)
    .getByText(JSON.stringify([...sent, ...rest]))
    .waitFor();
  await slackOf(page).getByRole('combobox', { name: 'Pick a colour' }).selectOption('blue');
  await slackOf(page).getByText('Chosen: blue').waitFor();
});

test('a form in Discord tells what is missing, and its fields reach the bot', async () => {
  const { page } = await open();
  await messageField(page, 'discord').fill('/post every');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Every field' });
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.getByText('"Colour" takes at least 1').waitFor();
  await form.getByLabel('Colour').selectOption('green');
  await form.getByLabel('Person').selectOption({ label: '@Ben Okafor' });
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'hidden' });
  await discordOf(page).getByText('["prefilled",["green"],["1100000000000000021"]').waitFor();
  await discordOf(page).getByRole('combobox', { name: 'Pick a colour' }).selectOption('blue');
  await discordOf(page).getByText('Chosen: blue').waitFor();
});

test('what is said elsewhere is marked, and threads stand under their message', async () => {
  const { page, served } = await open();
  await served.act('slack/say', { channel: 'C0GENERAL', text: 'Morning' });
  const general = slackOf(page).getByRole('button', { name: '# general, something new' });
  await general.click();
  await slackOf(page).getByText('Morning').hover();
  await slackOf(page)
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('button', { name: 'Reply in thread' }).click();
  await page.keyboard.type('Good morning');
  await page.keyboard.press('Enter');
  await slackOf(page).getByRole('region', { name: 'Thread' }).getByText('Good morning').waitFor();
  await slackOf(page).getByRole('button', { name: '# general', exact: true }).waitFor();
});

test('another person sees the page as that person', async () => {
  const { page } = await open();
  await slackOf(page)
    .getByRole('combobox', { name: 'You are' })
    .selectOption({ label: 'Ben Okafor: Approver' });
  await messageField(page, 'slack').fill('Hello from Ben');
  await page.keyboard.press('Enter');
  const message = slackOf(page).getByRole('article', { name: 'Ben Okafor' });
  await message.getByText('Hello from Ben').waitFor();
});

test('the guide follows what really happens', async () => {
  const { page, bot } = await open();
  const guide = page.getByRole('region', { name: 'Your first post' });
  await guide.getByText('Step 1 of 3').waitFor();
  await bot.card('By somebody else');
  await guide.getByText('Step 2 of 3').waitFor();
  await discordOf(page).getByRole('button', { name: 'Approve' }).click();
  await guide.getByText('Step 3 of 3').waitFor();
  await bot.publish('By somebody else');
  await guide.getByText('It is out').waitFor();
  await guide.getByRole('button', { name: 'Hide the guide' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Show the guide' }).waitFor();
});

test('on a phone the panes are tabs, nothing is wider than the screen, and axe finds nothing serious', async () => {
  const { page, bot } = await open(PHONE);
  await bot.card('On a phone');
  await slackOf(page).getByText('On a phone').waitFor();
  for (const name of ['Discord', 'What went out', 'Slack']) {
    await page.getByRole('tab', { name }).click();
    expect(await page.locator('.pane:visible').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await expectAccessible(page);
  }
});
