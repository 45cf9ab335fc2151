import { LocalAccount } from '@bellwether/playground/account.ts';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/kit/clock.ts';
import { network } from '../../src/networks/webhook/index.ts';
import { outside, picture } from '../networks/servers/outside.ts';

const MINUTE = 60_000;

async function openAccount(secret?: string) {
  const clock = new MovableClock();
  const account = new LocalAccount(clock, () => {});
  await account.start();
  onTestFinished(() => account.stop());
  const far = new MovableClock();
  const connection = network.connect(
    { url: account.url, secret: secret ?? account.secret },
    { ...outside(), clock: far },
  );
  const publish = (text: string, key = 'key-1') =>
    connection.publish(
      { text, images: [picture('A dot')] },
      { key, at: clock.now(), marks: {} },
      async () => {},
    );
  return { account, clock, far, connection, publish };
}

test('keeps what the webhook network sends, and shows it on a page with its picture', async () => {
  const { account, publish } = await openAccount();
  const { url = '' } = await publish('Hello <b>there</b>');
  expect(account.posts()).toMatchObject([{ text: 'Hello <b>there</b>', url, images: [{ alt: 'A dot' }] }]);
  const page = await (await fetch(url)).text();
  expect(page).toContain('Hello &lt;b&gt;there&lt;/b&gt;');
  expect(page).toContain('alt="A dot"');
  const shown = await fetch(`${url}/images/0`);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture('A dot').bytes);
});

test('answers a known key with what it answered at first, and keeps one post', async () => {
  const { account, publish } = await openAccount();
  const first = await publish('Once');
  expect(await publish('Twice')).toEqual(first);
  expect(account.posts().map(({ text }) => text)).toEqual(['Once']);
});

test('refuses what is signed with another secret', async () => {
  const { account, publish } = await openAccount('another-secret-of-sixteen');
  await expect(publish('Hello')).rejects.toThrow();
  expect(account.posts()).toEqual([]);
});

test('refuses what was signed more than five minutes away', async () => {
  const { clock, account, publish, far } = await openAccount();
  clock.moveTo(clock.now() + 6 * MINUTE);
  await expect(publish('Late')).rejects.toThrow();
  far.moveTo(far.now() + 4 * MINUTE);
  await publish('In time');
  expect(account.posts().map(({ text }) => text)).toEqual(['In time']);
});

test('takes a post down, once', async () => {
  const { account, connection, publish } = await openAccount();
  const published = await publish('Hello');
  await connection.remove(published);
  await connection.remove(published);
  expect(account.posts()).toEqual([]);
  expect((await fetch(published.url ?? '')).status).toBe(404);
});

test('shows the text as it was corrected, in its old place, and tells when the post is gone', async () => {
  const { account, connection, publish } = await openAccount();
  const published = await publish('For 30 €');
  await publish('Another', 'key-2');
  const message = { text: 'For 20 €', images: [picture('A dot')] };
  expect(await connection.edit?.(published, message)).toEqual(published);
  expect(account.posts()).toMatchObject([
    { text: 'Another' },
    { text: 'For 20 €', images: [{ alt: 'A dot' }] },
  ]);
  expect(await (await fetch(published.url ?? '')).text()).toContain('For 20 €');
  await connection.remove(published);
  await expect(connection.edit?.(published, message)).rejects.toThrow('not there any more');
});

test('answers a ping', async () => {
  const { account, connection } = await openAccount();
  expect(await connection.identify()).toEqual({ handle: new URL(account.url).host });
});
