/** A small Slack and a small Discord to look at. */
import type { LocalDiscordOptions } from '@bellwether/local-discord/options.ts';
import type { LocalSlackOptions } from '@bellwether/local-slack';

export const WORKSPACE: LocalSlackOptions['workspace'] = {
  teamId: 'T1',
  name: 'Acme',
  users: [{ id: 'U1', name: 'ada', realName: 'Ada', tz: 'Europe/Copenhagen' }],
  channels: [
    { id: 'C1', name: 'review', members: ['U1', 'UBOT'] },
    { id: 'C2', name: 'elsewhere', members: ['U1'] },
    { id: 'C300', name: 'old', members: ['UBOT'], isArchived: true },
    { id: 'C200', name: 'others', members: ['U1'] },
  ],
  userGroups: [],
  app: {
    appId: 'A1',
    botUserId: 'UBOT',
    botToken: 'xoxb-right',
    appToken: 'xapp-right',
    signingSecret: 'sign',
  },
};

const VIEW_AND_SEND = 1024n | 2048n;
const ALL_NEEDED = VIEW_AND_SEND | 16384n | 32768n | 65536n;

export const SERVER: LocalDiscordOptions = {
  clock: Date,
  guild: {
    id: '100000000000000100',
    name: 'Acme people',
    ownerId: '100000000000000900',
    roles: [{ id: '100000000000000100', name: '@everyone', permissions: 0n }],
    members: [{ user: { id: '100000000000000900', username: 'ada' } }],
    channels: [
      { id: '100000000000000200', name: 'review' },
      { id: '100000000000000202', name: 'ideas', type: 15 },
      {
        id: '100000000000000201',
        name: 'narrow',
        overwrites: [{ id: '100000000000000100', type: 0, deny: 16384n | 32768n }],
      },
    ],
  },
  application: {
    id: '100000000000000300',
    botUserId: '100000000000000301',
    token: 'right.token',
    permissions: ALL_NEEDED,
  },
};
