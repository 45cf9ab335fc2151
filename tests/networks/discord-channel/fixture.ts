import { CHANNEL, startDiscord } from '../servers/discord.ts';
import type { Fixture } from '../servers/far-side.ts';

export const fixture: Fixture = {
  network: 'discord-channel',
  start: startDiscord,
  bad: [
    { account: { token: 'x', channel: 1.024e18 }, path: 'channel' },
    { account: { token: '', channel: CHANNEL }, path: 'token' },
    { account: { token: 'x', channel: CHANNEL, mentions: ['here'] }, path: 'mentions.0' },
  ],
  atLimit: [{ unit: 'characters', text: `😀${'a'.repeat(1999)}`, more: 'a' }],
  publishAgainIsSafe: true,
  edits: true,
  counts: true,
  tellsAltTexts: true,
};
