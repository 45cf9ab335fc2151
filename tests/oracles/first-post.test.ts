/** The main job whole: drafted in Slack, approved in Discord, out on a real Bluesky server and in both chats. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';
import { newFolder, startBot } from '../browser/bot.ts';
import { openBrowser, openPage, picture } from '../browser/browser.ts';
import { ALT, approve, discordOf, publish, slackOf, TEXT, writePost } from '../browser/first-post.ts';
import { PASSWORD, RealPds } from './pds.ts';

test('a first post reaches a Bluesky account, and the cards in both chats carry its link', async () => {
  const pds = await RealPds.start();
  onTestFinished(() => pds.stop());
  const did = await pds.createAccount('acme-garden.test');
  const folder = await newFolder();
  await writeFile(join(folder, 'team.yaml'), await teamOn(pds.url));
  const { address } = await startBot(folder, '0', { BLUESKY_PASSWORD: PASSWORD });
  const page = await openPage(await openBrowser(), address);
  await writePost(page);
  await approve(page);
  await publish(page);

  const [record, ...others] = await pds.records(did);
  expect(others).toEqual([]);
  expect(record?.value.text).toBe(TEXT);
  expect(record?.value.embed?.images).toMatchObject([{ alt: ALT }]);
  const link = `https://bsky.app/profile/acme-garden.test/post/${record?.uri.split('/').at(-1)}`;
  for (const pane of [slackOf(page), discordOf(page)]) {
    const open = pane.getByRole('link', { name: 'open it' });
    expect(await open.count()).toBe(4);
    expect(await open.evaluateAll((links) => links.map((one) => one.getAttribute('href')))).toContain(link);
  }
  await picture(page, 'bluesky');
});

/** The playground's own team, with a Bluesky account besides. */
async function teamOn(service: string): Promise<string> {
  const team = await readFile(join(packageRoot(), 'packages/playground/team.yaml'), 'utf8');
  const target = `  bluesky:
    network: bluesky
    title: Acme on Bluesky
    service: ${service}
    identifier: acme-garden.test
    password: \${BLUESKY_PASSWORD}
`;
  return team.replace('\ntargets:\n', `\ntargets:\n${target}`).replace('all: [', 'all: [bluesky, ');
}
