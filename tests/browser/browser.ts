/** Debian's Chromium, a page in it that notes what goes wrong, axe, and pictures. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

export const LAPTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** ms that a step may take. It ends by what happens; on a busy machine that takes its time. */
const PATIENCE = 90_000;

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  onTestFinished(() => browser.close());
  return browser;
}

/** A page whose errors, and whose requests to anywhere else, fail the test at its end. */
export async function openPage(browser: Browser, url: string, viewport = LAPTOP): Promise<Page> {
  const page = await openDocument(browser, url, viewport);
  await page.locator('.panes').waitFor();
  return page;
}

/** The same, of a page that runs no script. */
export async function openDocument(browser: Browser, url: string, viewport = LAPTOP): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
  page.setDefaultTimeout(PATIENCE);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text()))
      wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:'))
      wrong.push(`went to ${request.url()}`);
  });
  await page.goto(url);
  onTestFinished(async () => {
    expect(wrong).toEqual([]);
  });
  return page;
}

/** The browser notes every answer that is no success; ours say what is wrong on the page. */
function isRefusal(text: string): boolean {
  return text.startsWith('Failed to load resource');
}

/** Fails with what axe finds serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  // Not as a script tag: the page's policy allows none but its own.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
      );
    interface Violation {
      id: string;
      impact: string;
      nodes: { html: string; any: { message: string }[] }[];
    }
  });
  expect(found).toEqual([]);
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = join(import.meta.dirname, '..', '..', 'docs', 'pictures');

/** Kept for the README, when UPDATE_PICTURES=1. */
/** On a busy machine a screenshot may hold parts of the picture before. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { requestIdleCallback } = globalThis as unknown as {
          requestIdleCallback(run: (value: unknown) => void): void;
        };
        requestIdleCallback(resolve);
      }),
  );
}

export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_PICTURES !== '1') return;
  mkdirSync(PICTURES, { recursive: true });
  await drawn(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
