/** Where links lead, and where they are never followed to. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLinks } from '../../src/media/links.ts';
import { probe } from '../../src/media/probe.ts';
import { type Pages, startPages } from '../e2e/pages.ts';

let pages: Pages;
beforeEach(async () => {
  pages = await startPages();
});
afterEach(() => pages.stop());

const DEADLINE = 2_000;
const led = (address: string, deadline = DEADLINE) => probe(address, pages.internet, deadline);

describe('a link', () => {
  test('that answers is fine, asked by HEAD alone', async () => {
    expect(await led(pages.address('/'))).toEqual({ state: 'fine', reason: 'it answers 200' });
    expect(pages.asked()).toEqual(['HEAD /']);
  });

  test.each([405, 501, 403, 404])('is asked by GET where HEAD is answered with %d', async (status) => {
    pages.answers('HEAD /x', status);
    expect(await led(pages.address('/x'))).toMatchObject({ state: 'fine' });
    expect(pages.asked()).toEqual(['HEAD /x', 'GET /x']);
  });

  test.each<[number, string]>([
    [404, 'broken'],
    [410, 'broken'],
    [400, 'unsure'],
    [401, 'unsure'],
    [403, 'unsure'],
    [429, 'unsure'],
    [500, 'unsure'],
    [503, 'unsure'],
  ])('that answers %d is %s', async (status, state) => {
    pages.answers('/x', status);
    expect(await led(pages.address('/x'))).toEqual({ state, reason: `it answers ${status}` });
  });

  test('whose server asks for patience is not asked once more', async () => {
    pages.answers('/x', 429);
    await led(pages.address('/x'));
    expect(pages.asked()).toEqual(['HEAD /x']);
  });

  test('is followed over redirects, to the answer at their end', async () => {
    pages.answers('/a', 301, { location: '/b' });
    pages.answers('/b', 302, { location: pages.address('/c') });
    pages.answers('/c', 404);
    expect(await led(pages.address('/a'))).toMatchObject({ state: 'broken' });
    pages.answers('/round', 302, { location: '/round' });
    expect(await led(pages.address('/round'))).toEqual({ state: 'unsure', reason: 'it redirects too often' });
    pages.answers('/mail', 302, { location: 'mailto:a@example.org' });
    expect(await led(pages.address('/mail'))).toMatchObject({ state: 'unsure' });
  });

  test('to a host that does not exist is broken', async () => {
    expect(await led(pages.address('/', 'nowhere.test'))).toEqual({
      state: 'broken',
      reason: 'there is no such host',
    });
  });

  test('that does not answer in time is unsure, and so is one where nobody listens', async () => {
    pages.falls('/slow');
    expect(await led(pages.address('/slow'), 100)).toEqual({ state: 'unsure', reason: 'no answer in time' });
    await pages.stop();
    expect(await led(pages.address('/'))).toMatchObject({ state: 'unsure' });
    pages = await startPages();
  });

  test.each(['inner.test', '127.0.0.2', 'localhost', '[::1]', '10.0.0.1', '169.254.169.254', '0x7f.0.0.2'])(
    'to %s is private, and never asked',
    async (host) => {
      const internet = { ...pages.internet, lookup: localhostOr(pages) };
      expect(await probe(pages.address('/secret', host), internet, DEADLINE)).toEqual({
        state: 'private',
        reason: 'it lies in a private network',
      });
      expect(pages.asked()).toEqual([]);
    },
  );

  test.each(['inner.test', '127.0.0.2', '[::ffff:127.0.0.2]'])(
    'that redirects to %s is private, and not followed',
    async (host) => {
      pages.answers('/out', 302, { location: pages.address('/secret', host) });
      expect(await led(pages.address('/out'))).toMatchObject({ state: 'private' });
      expect(pages.asked()).toEqual(['HEAD /out']);
    },
  );
});

describe('links', () => {
  const clock = new MovableClock();
  const ask = (options = {}) => createLinks({ clock, internet: pages.internet, ...options });

  test('that were fine are not asked again for ten minutes, others for one', async () => {
    const links = ask();
    const [fine, gone] = [pages.address('/fine'), pages.address('/gone')];
    pages.answers('/gone', 404);
    const states = async () => [...(await links.ask([fine, gone])).values()].map(({ state }) => state);
    expect(await states()).toEqual(['fine', 'broken']);
    pages.answers('/gone', 200);
    pages.answers('/fine', 404);
    expect(await states()).toEqual(['fine', 'broken']);
    clock.moveTo(clock.now() + 60_000);
    expect(await states()).toEqual(['fine', 'fine']);
    clock.moveTo(clock.now() + 9 * 60_000);
    expect(await states()).toEqual(['broken', 'fine']);
  });

  test('that are asked twice at once are asked once', async () => {
    const links = ask();
    await Promise.all([links.ask([pages.address('/')]), links.ask([pages.address('/')])]);
    expect(pages.asked()).toEqual(['HEAD /']);
  });

  test('are asked four at a time, and what is not answered in time is unsure', async () => {
    const addresses = Array.from({ length: 9 }, (_, index) => pages.address(`/${index}`));
    for (let index = 0; index < 9; index += 1) pages.falls(`/${index}`);
    const answers = await ask({ patience: 150, deadline: 60_000 }).ask(addresses);
    expect([...answers.values()]).toEqual(Array(9).fill({ state: 'unsure', reason: 'no answer in time' }));
    expect(pages.asked()).toHaveLength(4);
  });

  test('none are no question', async () => {
    expect(await ask().ask([])).toEqual(new Map());
  });
});

/** `localhost` is what it is everywhere. */
function localhostOr({ internet }: Pages): Pages['internet']['lookup'] {
  const named = ((hostname: string, options: object, callback: (...found: unknown[]) => void) =>
    hostname === 'localhost'
      ? setImmediate(() => callback(null, [{ address: '127.0.0.3', family: 4 }]))
      : internet.lookup(hostname, options, callback as never)) as unknown;
  return named as Pages['internet']['lookup'];
}
