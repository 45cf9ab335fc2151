import { expect, test } from 'vitest';
import { loadSections, prepareSections } from '../../config/team/section.ts';
import { readTeam } from '../../config/team.ts';
import { servePlayground } from '../../packages/playground/tests/served.ts';
import { loadNetworks } from '../../src/networks/load.ts';

test('the team file is one that the bot takes, and names whom and what the chats show', async () => {
  const { playground, view } = await servePlayground();
  const networks = await loadNetworks();
  const { environment, teamFile } = playground;
  const sections = await loadSections();
  await prepareSections(sections, teamFile);
  const team = readTeam(teamFile, { networks, sections, environment, fileName: 'team.yaml' });
  const { people, slack, discord } = await view();
  expect(team.people.map(({ name, identities }) => ({ name, ...identities }))).toEqual(
    people.map((one) => ({
      name: one.name,
      ...(one.slack ? { slack: one.slack } : {}),
      ...(one.discord ? { discord: one.discord } : {}),
    })),
  );
  expect(slack.channels.map(({ id }) => id)).toContain(team.channels.review.slack);
  expect(discord.channels.map(({ id }) => id)).toContain(team.channels.review.discord);
  for (const groups of Object.values(team.roles)) {
    for (const id of groups.slack ?? []) expect(slack.userGroups.map((group) => group.id)).toContain(id);
    for (const id of groups.discord ?? []) expect(discord.roles.map((role) => role.id)).toContain(id);
  }
  // Posts to all go where posts belong and pictures keep their alt texts; answers have targets of their own.
  const others = ['telegram', 'slack-support', 'discord-support'];
  expect(Object.keys(team.targets)).toEqual([...(team.groups.all ?? []), ...others]);
});
