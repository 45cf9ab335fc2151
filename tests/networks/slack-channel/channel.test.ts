/** A channel in which posts would fail is found when the account is looked at, before anything is due. */

import { createLocalSlack, type LocalSlack } from '@bellwether/local-slack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { network } from '../../../src/networks/slack-channel/index.ts';
import { intentAt, outside, textOf } from '../servers/outside.ts';

const app = {
  appId: 'A0',
  botUserId: 'U0BOT',
  botToken: 'xoxb-1-acme',
  appToken: 'xapp-1-acme',
  signingSecret: 'signing',
};
const workspace = {
  teamId: 'T0ACME',
  name: 'Acme',
  users: [{ id: 'U0READER', name: 'reader', realName: 'Reader', tz: 'Europe/Copenhagen' }],
  channels: [
    { id: 'C0NEWS', name: 'news', members: ['U0BOT'] },
    { id: 'C0OLD', name: 'old', members: ['U0BOT'], isArchived: true },
    { id: 'C0OTHERS', name: 'others', members: ['U0READER'] },
    { id: 'C0PRIVATE', name: 'private', members: ['U0READER'], isPrivate: true },
  ],
  userGroups: [],
  app,
};

let slack: LocalSlack;
let withoutScope: LocalSlack;

beforeAll(async () => {
  slack = createLocalSlack({ clock: Date, workspace });
  const scopes = ['chat:write', 'channels:history'];
  withoutScope = createLocalSlack({ clock: Date, workspace: { ...workspace, app: { ...app, scopes } } });
  await Promise.all([slack.start(), withoutScope.start()]);
});
afterAll(() => Promise.all([slack.stop(), withoutScope.stop()]));

function connect(channel: string, at = slack) {
  const account = { token: app.botToken, channel, api_url: at.apiUrl };
  return network.connect(network.account.parse(account), outside());
}

it('one that it may post in is fine', async () => {
  expect((await connect('C0NEWS').identify()).handle).not.toBe('');
});

it.each([
  ['C0OLD', 'Slack: the channel is archived (is_archived).', 'Unarchive'],
  ['C0OTHERS', 'Slack: the bot is not in the channel (not_in_channel).', '/invite'],
  ['C0PRIVATE', 'Slack: channel_not_found.', '/invite'],
  ['C0NOWHERE', 'Slack: channel_not_found.', '/invite'],
])('%s is told with the remedy, and a post to it waits for its account', async (channel, message, remedy) => {
  const told = { reason: 'unauthorized', message, remedy: expect.stringContaining(remedy) };
  await expect(connect(channel).identify()).rejects.toMatchObject(told);
  const sent = connect(channel).publish(textOf('Hello'), intentAt(), async () => {});
  await expect(sent).rejects.toMatchObject({ reason: 'unauthorized' });
});

it('an app that may not ask about channels still posts, and reads back where it is', async () => {
  expect((await connect('C0NEWS', withoutScope).identify()).handle).not.toBe('');
  await expect(connect('C0OTHERS', withoutScope).identify()).rejects.toMatchObject({
    reason: 'unauthorized',
  });
});
