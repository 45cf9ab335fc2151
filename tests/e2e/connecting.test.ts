/** A newcomer connects a LinkedIn page in the playground by presses alone, and sees the approved post there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { View } from '@bellwether/playground/view.ts';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { createLog } from '../../src/kit/log.ts';
import { openHouse } from '../../src/main/house.ts';
import { consent, read } from '../app/visiting.ts';

const SOCIAL = 'C0SOCIAL';
const CLARA = '1100000000000000022';

test('from /accounts connect to the post on the page, with no edit of a file and no restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-connecting-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const given = { DATA_DIR: join(folder, 'data'), TEAM_FILE: join(folder, 'team.yaml'), PORT: '0' };
  const house = await openHouse('all', readEnvironment(given), createLog('silent'));
  onTestFinished(() => house.stop());
  const play = playedAt(house.address);

  await play.command('U0ELI', '/accounts', 'connect');
  await play.press('U0ELI', await play.finds('U0ELI', /[\w.]+connect-new:linkedin/));
  const link = await play.finds('U0ELI', /http:[^"]*\/pages\/connect\?link=[\w.-]+/);
  const asked = await read(await fetch(link));
  expect(asked.words).toContain('Post, correct and delete as the page.');
  const seen = await read(await fetch(await consent(asked.leads, 'eli-tanaka')));
  expect(seen.words).toContain('The role there is ANALYST');
  const done = await fetch(new URL(seen.form?.action ?? '', house.address), {
    method: 'POST',
    body: new URLSearchParams(seen.form?.values),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(await done.text()).toContain('3 targets are there');

  await play.command('U0ADA', '/post', 'new text:"We are open" to:linkedin-acme');
  const approve = await play.finds('U0BEN', /post\.approve:[\w.]+/);
  await play.press('U0BEN', approve);
  const view = await play.until('U0ADA', ({ linkedin }) => linkedin.length > 0);
  expect(view.linkedin).toMatchObject([{ author: 'Acme', isPage: true, text: 'We are open' }]);
}, 120_000);

/** People in the local Slack, by the playground's API. */
function playedAt(address: string) {
  const viewOf = async (slack: string) =>
    (await (await fetch(`${address}/api/view?slack=${slack}&discord=${CLARA}`)).json()) as View;
  const act = async (person: string, name: string, body: object) => {
    const answer = await fetch(`${address}/api/slack/${person}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
  };
  const until = async (person: string, fits: (view: View) => unknown): Promise<View> => {
    const events = await fetch(`${address}/api/events`);
    // The first event comes at once.
    for await (const _ of events.body ?? []) {
      const view = await viewOf(person);
      if (fits(view)) return view;
    }
    throw new Error('The events ended before the view was as wanted.');
  };
  return {
    until,
    command: (person: string, command: string, text: string) =>
      act(person, 'command', { channel: SOCIAL, command, text }),
    /** The first such words in all that they see. */
    async finds(person: string, words: RegExp): Promise<string> {
      const view = await until(person, ({ slack }) => words.test(JSON.stringify(slack)));
      return words.exec(JSON.stringify(view.slack))?.[0] ?? '';
    },
    async press(person: string, actionId: string): Promise<void> {
      const { slack } = await viewOf(person);
      const channel = slack.channels.find(({ id }) => id === SOCIAL);
      const message = channel?.messages.find((one) => JSON.stringify(one).includes(actionId));
      await act(person, 'press', { channel: SOCIAL, ts: message?.ts, actionId });
    },
  };
}
