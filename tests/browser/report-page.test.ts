/** The report's page in a browser, over a team's database: what stands on it, that it runs and loads nothing, and its file. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { reportSite } from '../app/report-site.ts';
import { openRig, type ReportsRig } from '../app/reports-rig.ts';
import { expectAccessible, openBrowser, openDocument, PHONE } from './browser.ts';

const [HOUR, DAY] = [3_600_000, 24 * 3_600_000];
const MONDAY = Date.parse('2026-11-16T09:00:00Z');

test('the report is read, is fit for a reader of screens, and is kept as a file', async () => {
  const { address } = await serve();
  const page = await openDocument(await openBrowser(), address);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Acme: .*46/);
  expect(await page.locator('.lead').innerText()).toMatch(/2 posts/);
  expect(await row(page, 'Posts published')).toMatch(/^Posts published\s+2\s/);
  expect(await row(page, 'Mood balance')).toMatch(/^Mood balance\s+–\s.*nothing is listened to/i);
  await page.getByRole('heading', { name: 'How the figures are worked out' }).waitFor();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the figures as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('report-2026-W46.csv');
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^2026-W46,.*published,.*,2,/m);
});

test('every chart is a picture that is drawn, and says in words what it shows', async () => {
  const { address } = await serve();
  const page = await openDocument(await openBrowser(), address);
  const charts = await page.getByRole('img').all();
  expect(charts.length).toBeGreaterThan(0);
  for (const chart of charts) {
    const drawn = await chart.evaluate(
      (image) => (image as unknown as { naturalWidth: number }).naturalWidth,
    );
    expect(drawn).toBeGreaterThan(0);
    expect(await chart.getAttribute('alt')).toMatch(/^Posts published.*: .*\d/);
  }
});

test('it fits on a phone: what is wide scrolls in its own frame', async () => {
  const { address } = await serve();
  const page = await openDocument(await openBrowser(), address, PHONE);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await row(page, 'Posts published')).toMatch(/^Posts published\s+2\s/);
});

test('it needs no script, and what got into it as script does not run', async () => {
  const { address } = await serve();
  const browser = await openBrowser();
  const still = await browser.newPage({ javaScriptEnabled: false });
  await still.goto(address);
  expect(await row(still, 'Posts published')).toMatch(/^Posts published\s+2\s/);
  const page = await browser.newPage();
  // Put into the document on its way, as a hole in our own escaping would.
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const injected = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>';
    const body = (await response.text()).replace('<main>', `<main>${injected}`);
    await route.fulfill({ response, body });
  });
  await page.goto(address);
  await page.locator('img[src=x]').waitFor({ state: 'attached' });
  expect(await page.evaluate('window.ran')).toBeUndefined();
});

test('a link that is over says so and where a new one comes from, and shows no figure', async () => {
  const { address, rig } = await serve();
  const page = await openDocument(await openBrowser(), address);
  await page.getByRole('table').first().waitFor();
  rig.now += HOUR;
  const answer = await page.reload();
  expect(answer?.status()).toBe(403);
  await page
    .getByText('This link does not open anything, or not any more. Ask for a new one in the chat.')
    .waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  await expectAccessible(page);
});

async function serve(): Promise<{ address: string; rig: ReportsRig }> {
  const rig = await openRig();
  onTestFinished(() => rig.close());
  rig.now = MONDAY;
  // The first lies before the weeks that are compared: a week is known from its beginning on, or not at all.
  for (const days of [20, 10, 4, 3]) await rig.post({ at: MONDAY - days * DAY });
  const { site, linkTo } = reportSite(rig);
  const server = createServer(getRequestListener(site.fetch)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${linkTo('2026-W46')}`, rig };
}

async function row(page: Page, figure: string): Promise<string> {
  return page.getByRole('row', { name: figure }).first().innerText();
}
