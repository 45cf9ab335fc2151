/** What the doctor says of the levels of `crisis`: who cannot be reached. */
import { describe, expect, it } from 'vitest';
import { loadSections } from '../../config/team/section.ts';
import { section } from '../../config/team/sections/crisis.ts';
import { readTeam } from '../../config/team.ts';
import { ChatError } from '../../src/chat/chat.ts';
import { type Asked, crisisResults } from '../../src/cli/verbs/doctor/crisis.ts';
import { loadNetworks } from '../../src/networks/load.ts';

const TEAM = `
name: Acme
time_zone: UTC
channels:
  review: { slack: C0REVIEW }
  crisis: { discord: "100000000000000077" }
people:
  - { name: Ada, slack: U0ADA }
  - { name: Bo, slack: U0BO, discord: "100000000000000002" }
  - { name: Cy, discord: "100000000000000003", roles: [responder] }
`;

async function told(levels: string, chats: Record<string, (user: string) => Promise<{ hasLeft?: boolean }>>) {
  const text = `${TEAM}crisis:\n  levels: ${levels}\n`;
  const sources = { networks: await loadNetworks(), sections: await loadSections() };
  const team = readTeam(text, { ...sources, environment: {}, fileName: 'team.yaml' });
  const asked = Object.entries(chats).map(([chat, member]): [string, Asked] => [
    chat,
    { member: async (user) => ({ name: user, groups: [], ...(await member(user)) }), close: async () => {} },
  ]);
  const results = await crisisResults(team, section.of(team), new Map(asked));
  return results.map(({ state, what }) => `${state} ${what}`);
}

const there = async () => ({});
const gone = async () => {
  throw new ChatError('gone', 'no such user');
};

describe('the levels of a crisis', () => {
  it('are right where everybody is reached', async () => {
    const levels = '[{ to: [review, Ada] }, { to: [responder] }]';
    expect(await told(levels, { slack: there, discord: there })).toEqual([
      'right Crises: all 2 levels reach whom they name.',
    ]);
  });

  it('name who left, and a level that reaches nobody', async () => {
    expect(await told('[{ to: [Ada] }, { to: [Bo] }]', { slack: gone, discord: there })).toEqual([
      'wrong Crises: level 1 names Ada, who or which cannot be reached: they have left.',
      'wrong Crises: level 1 reaches nobody, and is skipped.',
    ]);
    const off = await told('[{ to: [Ada, review] }]', { slack: async () => ({ hasLeft: true }) });
    expect(off).toEqual(['wrong Crises: level 1 names Ada, who or which cannot be reached: they have left.']);
  });

  it('name whoever is only in a chat that is off, and roles that nobody has', async () => {
    expect(await told('[{ to: [review, Cy, crisis, moderator] }]', { slack: there })).toEqual([
      'wrong Crises: level 1 names Cy, who or which cannot be reached: they have no identity in a chat that is on.',
      'wrong Crises: level 1 names crisis, who or which cannot be reached: it has no channel in a chat that is on.',
      'wrong Crises: level 1 names moderator, who or which cannot be reached: nobody has the role, and no group of a chat that is on gives it.',
    ]);
  });

  it('say nothing of anybody whom a chat does not tell of now', async () => {
    const down = async () => {
      throw new ChatError('unreachable', 'Slack is down');
    };
    expect((await told('[{ to: [Ada] }]', { slack: down }))[0]).toMatch(/^right/);
  });
});
