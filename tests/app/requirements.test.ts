/** What the place of a post asks for is among what its check says. */
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { checkTarget } from '../../src/app/posts/preflight/checking.ts';
import { nothingGathered } from '../../src/app/posts/preflight/facts.ts';
import type { Finding } from '../../src/kit/finding.ts';
import { createLog } from '../../src/kit/log.ts';
import { type Connection, type Message, NetworkError } from '../../src/networks/network.ts';
import type { Content } from '../../src/posts/content.ts';

const WANTED: Finding = {
  ...{ id: 'forum.flair.required', level: 'error', field: 'flair' },
  ...{ message: 'It wants a flair.', remedy: 'Choose one.' },
};
const CONTENT: Content = {
  ...{ text: 'Hello', variants: {}, targets: ['forum'], media: [], at: null, campaign: null },
};

function found(requirements: Connection['requirements'], content = CONTENT, patience?: number) {
  const limits = async () => ({ text: [], textOptional: false });
  const account = {
    ...{ target: 'forum', title: 'Forum', network: { name: 'forum', title: 'Forum' } },
    connection: { limits, requirements },
  };
  const team = {
    ...{ timeZone: 'UTC', targets: { forum: { tags: [] } }, campaigns: {} },
    words: { banned: [], required: [] },
    preflight: { similarity: 0.8, duplicatesWithin: 1, links: false },
  };
  const app = {
    ...{ log: createLog('silent'), team, accounts: { get: () => account } },
    preflightRules: [],
  } as unknown as App;
  const given: Message[] = [{ text: content.text, images: [] }];
  const occasion = { postId: 1, at: 0, ...(patience !== undefined && { patience }) };
  return checkTarget(app, content, 'forum', occasion, nothingGathered, given).then(
    ({ findings }) => findings,
  );
}

it('tells what the place asks for beside what the network takes', async () => {
  expect(await found(async () => [WANTED])).toEqual([WANTED]);
});

it('lets a post pass whose place cannot be asked now, or takes its time: the network has the last word', async () => {
  const fail = async () => {
    throw new NetworkError('unreachable', 'It is down.');
  };
  expect(await found(fail)).toEqual([]);
  expect(await found(() => new Promise(() => {}), CONTENT, 1)).toEqual([]);
});

it('asks nothing of a place for a correction', async () => {
  expect(await found(undefined)).toEqual([]);
  expect(await found(async () => [WANTED], { ...CONTENT, corrects: 7 })).toEqual([]);
});
