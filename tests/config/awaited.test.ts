import { expect, it } from 'vitest';
import { loadSections, prepareSections } from '../../config/team/section.ts';
import { readTeam, type Team } from '../../config/team.ts';
import { loadNetworks } from '../../src/networks/load.ts';

const APPS = `apps:
  linkedin: { client_id: a, client_secret: b }
`;
const NAMING = `name: Acme
time_zone: UTC
channels: { review: { slack: C0REVIEW }, inbox: { slack: C0INBOX } }
people: [{ name: Ada Example, slack: U0ADA }]
targets:
  web: { network: webhook, url: "https://example.org/in", secret: "0123456789abcdef" }
groups:
  all: [web, linkedin-acme]
approval:
  steps: [{ name: legal, by: [approver], targets: [linkedin-acme] }]
words:
  required: [{ words: [Acme], targets: [linkedin-acme] }]
listening:
  sources: { theirs: { account: linkedin-acme } }
`;

async function read(text: string): Promise<Team> {
  const sections = await loadSections();
  await prepareSections(sections, text);
  return readTeam(text, { networks: await loadNetworks(), sections, environment: {}, fileName: 'team.yaml' });
}

it('names targets that people connect in groups, steps, words and listening, where it has an app', async () => {
  const team = await read(`${NAMING}${APPS}`);
  expect(team.awaited?.map(({ name, field }) => [name, field])).toEqual([
    ['linkedin-acme', 'listening.sources.theirs.account'],
    ['linkedin-acme', 'groups.all[1]'],
    ['linkedin-acme', 'approval.steps[0].targets[0]'],
    ['linkedin-acme', 'words.required[0].targets[0]'],
  ]);
  expect(team.awaited?.[1]?.line).toBe(8);
  // What goes by the name alone counts as soon as there is such a target.
  expect(team.approval.steps.map(({ targets }) => targets)).toContainEqual(['linkedin-acme']);
});

it('refuses the same names where nobody can connect anything, all at once', async () => {
  const refused = await read(NAMING).catch((error: Error & { faults: { field: string }[] }) => error.faults);
  expect(refused).toMatchObject([
    { field: 'groups.all[1]' },
    { field: 'approval.steps[0].targets[0]' },
    { field: 'words.required[0].targets[0]' },
    { field: 'listening.sources.theirs.account' },
  ]);
});

it('refuses a group in a group, and an unknown role, with an app too', async () => {
  const nested = `${NAMING}${APPS}`
    .replace('all: [web,', 'more: [all]\n  all: [web,')
    .replace('[approver]', '[aprover]');
  await expect(read(nested)).rejects.toMatchObject({
    faults: [{ field: 'groups.more[0]' }, { field: 'approval.steps[0].by[0]' }],
  });
});

it('refuses in a step and in required words what is a slip away from another name, with an app too', async () => {
  const slipped = (name: string) =>
    `${NAMING}${APPS}`
      .replace('by: [approver], targets: [linkedin-acme]', `by: [approver], targets: [${name}]`)
      .replace('words: [Acme], targets: [linkedin-acme]', `words: [Acme], targets: [${name}]`);
  for (const [slip, meant] of [
    ['linkdein-acme', 'linkedin-acme'],
    ['wbe', 'web'],
    ['al', 'all'],
  ] as const)
    await expect(read(slipped(slip))).rejects.toMatchObject({
      faults: ['approval.steps[0].targets[0]', 'words.required[0].targets[0]'].map((field) => ({
        field,
        remedy: expect.stringContaining(`"${meant}"`),
      })),
    });
  expect((await read(slipped('mastodon-acme'))).awaited?.map(({ name }) => name)).toContain('mastodon-acme');
  const grouped = slipped('wob').replace('all: [web,', 'all: [web, wob,');
  expect((await read(grouped)).awaited?.map(({ name }) => name)).toContain('wob');
});
