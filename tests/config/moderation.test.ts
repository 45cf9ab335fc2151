import { describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import { type AnySection, prepareSections } from '../../config/team/section.ts';
import { section } from '../../config/team/sections/moderation.ts';
import { readTeam } from '../../config/team.ts';
import { NETWORKS, RIGHT } from './team-file.ts';

const CHANNELS = RIGHT.replace(
  'channels:\n',
  'channels:\n  moderators: { slack: C7, discord: "77" }\n  community: { discord: "88" }\n',
);
const RULE = '{ name: gambling, type: words, words: [casino], action: delete }';

describe('the section moderation', () => {
  it('is off where nothing is said, and loads no rule types for that', async () => {
    const team = section.of(await read(RIGHT));
    expect(team).toMatchObject({ isOn: false, rules: undefined, queue: {}, log: {} });
  });

  it('is read with its rules, places and durations; the log is the queue where none is named', async () => {
    const team = section.of(await read(`${CHANNELS}moderation:\n  timeout: 2h\n  rules:\n    - ${RULE}\n`));
    expect(team.rules?.list.map(({ name, action }) => [name, action])).toEqual([['gambling', 'delete']]);
    expect(team).toMatchObject({
      ...{ isOn: true, queue: { slack: 'C7', discord: '77' }, log: { slack: 'C7', discord: '77' } },
      ...{ channels: { discord: 'everywhere' }, durations: { timeout: 7_200_000, ban: undefined } },
    });
  });

  it('looks at the named channels alone where some are named', async () => {
    const team = section.of(await read(`${CHANNELS}moderation: { channels: [community] }\n`));
    expect(team.channels).toEqual({ discord: ['88'] });
  });

  it('tells the faults of its rules by line, with all other faults at once', async () => {
    const text = `${CHANNELS}moderation:
  queue: moderatrs
  log: nowhere
  timeout: soon
  rules:
    - ${RULE}
    - { name: gambling, type: wrds, action: delete }
    - { name: bad, type: regex, pattern: "(?=x)", action: explode }
`;
    const faults = await faultsOf(text);
    const line = CHANNELS.split('\n').length;
    expect(faults.map((fault) => [fault.line, fault.field])).toEqual([
      [line + 1, 'moderation.queue'],
      [line + 2, 'moderation.log'],
      [line + 3, 'moderation.timeout'],
      [line + 6, 'moderation.rules[1].type'],
      [line + 6, 'moderation.rules[1].name'],
      [line + 7, 'moderation.rules[2].action'],
    ]);
    expect(faults[0]?.remedy).toContain('moderators');
  });

  it('wants a place where moderators decide', async () => {
    const faults = await faultsOf(`${RIGHT}moderation: { rules: [] }\n`);
    expect(faults.map(({ field, message }) => [field, message])).toEqual([
      ['moderation.queue', 'Nothing says where moderators decide.'],
    ]);
  });
});

async function read(text: string) {
  const sections = [section as AnySection];
  await prepareSections(sections, text);
  const environment = { BLUESKY_PASSWORD: 'app-password-1', HOST_NAME: 'hook.example' };
  return readTeam(text, { networks: NETWORKS, sections, environment, fileName: 'team.yaml' });
}

async function faultsOf(text: string) {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
    throw error;
  }
  throw new Error('There is no fault.');
}
