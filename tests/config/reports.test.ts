import { describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import type { AnySection } from '../../config/team/section.ts';
import { section } from '../../config/team/sections/reports.ts';
import { readTeam } from '../../config/team.ts';
import { NETWORKS, RIGHT } from './team-file.ts';

const ENVIRONMENT = { BLUESKY_PASSWORD: 'aaaa-bbbb-cccc-dddd', HOST_NAME: 'hooks.example' };
const WHOLE = `${RIGHT.replace('channels:\n', 'channels:\n  social: { slack: C7, discord: "77" }\n')}reports:
  audiences:
    team: { channel: social }
    board: { channel: social, day: friday, time: "16:30", time_zone: America/New_York, figures: [mood, crises] }
  objectives:
    published: { at_least: 5 }
    first-answer: { at_most: 2h }
    mood: { at_least: -10 }
`;

describe('the section reports', () => {
  it('is read with its places, its times and what is aimed at', () => {
    const { audiences, objectives } = section.of(read(WHOLE));
    expect(audiences.team).toEqual({
      ...{ name: 'team', places: { slack: 'C7', discord: '77' }, day: 1, time: { hour: 9, minute: 0 } },
      zone: read(WHOLE).timeZone,
      figures: ['published', 'approval-time', 'reactions', 'mentions', 'mood', 'first-answer'],
    });
    expect(audiences.board).toMatchObject({
      ...{ day: 5, time: { hour: 16, minute: 30 }, zone: 'America/New_York', figures: ['mood', 'crises'] },
    });
    expect(objectives).toEqual({
      published: { kind: 'at-least', value: 5 },
      'first-answer': { kind: 'at-most', value: 7_200_000 },
      mood: { kind: 'at-least', value: -0.1 },
    });
  });

  it('sends nothing where nothing is said', () => {
    expect(section.of(read(RIGHT))).toEqual({ audiences: {}, objectives: {} });
  });

  it.each([
    [
      'an unknown channel',
      'channel: social',
      'channel: sociall',
      'audiences.team.channel',
      /no channel called sociall.*social/,
    ],
    ['a time without quotes', '"16:30"', '16:30:00', 'audiences.board.time', /ust be a time such as "09:00"/],
    ['an unknown day', 'friday', 'fryday', 'audiences.board.day', /friday/],
    ['an unknown zone', 'America/New_York', 'New York', 'audiences.board.time_zone', /IANA/],
    ['an unknown figure', 'crises', 'crisis', 'audiences.board.figures[1]', /crises/],
    [
      'too many figures',
      '[mood, crises]',
      '[mood, mood, mood, mood, mood, mood, mood]',
      'audiences.board.figures',
      /at most 6/,
    ],
    [
      'an objective of another unit',
      'at_most: 2h',
      'at_most: 2',
      'objectives.first-answer.at_most',
      /not measured in that.*2h/,
    ],
    ['an objective that is both', 'at_least: 5', 'at_least: 5, at_most: 9', 'objectives.published', /either/],
  ])('tells of %s', (_, right, wrong, field, words) => {
    const faults = faultsOf(WHOLE.replace(right, wrong));
    const told = faults.find((one) => one.field.endsWith(field));
    expect(`${told?.message} ${told?.remedy}`).toMatch(words);
  });
});

function read(text: string) {
  const sections = [section] as unknown as AnySection[];
  return readTeam(text, { networks: NETWORKS, sections, environment: ENVIRONMENT, fileName: 'team.yaml' });
}

function faultsOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
  }
  return [];
}
