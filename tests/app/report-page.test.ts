import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSite } from './report-site.ts';
import { openRig, type ReportsRig } from './reports-rig.ts';
import { open } from './visiting.ts';

const DAY = 24 * 3_600_000;
const MONDAY = Date.parse('2026-11-16T09:00:00Z');
let rig: ReportsRig;

beforeAll(async () => {
  rig = await openRig();
  rig.now = MONDAY;
  await rig.post({ at: MONDAY - 3 * DAY });
});
afterAll(() => rig?.close());

test('the page leads to its figures as a file, which opens as long as the page does', async () => {
  const { site, linkTo } = reportSite(rig);
  const page = await open(site, linkTo('2026-W46'));
  expect(page.words).toContain('Download the figures as CSV');
  const file = await site.request(page.leads);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="report-2026-W46.csv"');
  const table = await file.text();
  expect(table).toMatch(/^2026-W46,.*published,.*,1,/m);
  expect(table).toContain('nothing is listened to');
  rig.now += DAY;
  expect((await site.request(page.leads)).status).toBe(403);
  rig.now = MONDAY;
});

test('of a report that there is not, there is no file either', async () => {
  const { site, linkTo } = reportSite(rig);
  expect((await site.request(`${linkTo('made-999')}&as=csv`)).status).toBe(404);
});
