import { describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import type { AnySection } from '../../config/team/section.ts';
import { section } from '../../config/team/sections/listening.ts';
import { readTeam } from '../../config/team.ts';
import { NETWORKS, RIGHT } from './team-file.ts';

const CHANNELS = RIGHT.replace(
  'channels:\n',
  'channels:\n  inbox: { slack: C7, discord: "77" }\n  support: { slack: C9 }\n  desk: { slack: C8 }\n',
);
const WHOLE = `${CHANNELS}listening:
  sources:
    bluesky: { account: bluesky, route: desk }
    news: { feed: https://example.org/rss, every: 5m }
    crm: { webhook: { secret: "\${SECRET}" }, target: hook }
    support: { channel: support }
  topics:
    delivery: { words: [parcel], sources: [crm], route: desk }
  claim_expires: 10m
  replies: { approval: { followers: 500 } }
`;

describe('the section listening', () => {
  it('is read with its routes and secrets; an account answers by itself', () => {
    const team = section.of(read(WHOLE));
    expect(team.sources).toMatchObject({
      bluesky: { kind: 'account', account: 'bluesky', target: 'bluesky', route: { slack: 'C8' } },
      news: { kind: 'feed', url: 'https://example.org/rss', every: 300_000 },
      crm: { kind: 'webhook', secret: 'a-secret-of-sixteen', target: 'hook' },
      support: { kind: 'channel', places: { slack: 'C9' } },
    });
    expect(team).toMatchObject({ route: { slack: 'C7', discord: '77' }, claimExpires: 600_000 });
    expect(team.approval).toEqual({ followers: 500 });
    expect(team.topics).toEqual([
      { name: 'delivery', words: ['parcel'], sources: ['crm'], route: { slack: 'C8' } },
    ]);
  });

  it('listens to nothing where nothing is said', () => {
    expect(section.of(read(RIGHT))).toMatchObject({ sources: {}, topics: [], approval: 'always' });
  });

  it.each([
    ['an unknown account', 'x: { account: blusky }', 'sources.x.account', /no target called blusky.*bluesky/],
    [
      'an unknown channel',
      'x: { channel: suport }',
      'sources.x.channel',
      /no channel called suport.*support/,
    ],
    ['the channel of the cards', 'x: { channel: inbox }', 'sources.x.channel', /would come in as mentions/],
    [
      'the channel of the reviews',
      'x: { channel: review }',
      'sources.x.channel',
      /would come in as mentions/,
    ],
    ['two kinds at once', 'x: { channel: support, account: bluesky }', 'sources.x', /exactly one of/],
    ['no kind', 'x: { route: inbox }', 'sources.x', /exactly one of/],
    ['a short secret', 'x: { webhook: { secret: short } }', 'sources.x.webhook.secret', /at least 16/],
    ['every without a feed', 'x: { account: bluesky, every: 5m }', 'sources.x', /for feeds alone/],
    ['an address that is none', 'x: { feed: "ftp://example.org" }', 'sources.x.feed', /https/],
  ])('tells of %s', (_what, source, field, words) => {
    const faults = faultsOf(`${CHANNELS}listening:\n  sources:\n    ${source}\n`);
    expect(faults.map((fault) => fault.field)).toContain(`listening.${field}`);
    expect(faults.map(({ message, remedy }) => `${message} ${remedy}`).join()).toMatch(words);
    expect(JSON.stringify(faults)).not.toContain('"short"');
  });

  it('tells of cards that would go nowhere', () => {
    const faults = faultsOf(`${RIGHT}listening: { sources: { bluesky: { account: bluesky } } }\n`);
    expect(faults.map(({ id, remedy }) => [id, remedy])).toEqual([
      ['team.listening.sources.bluesky.no_route', expect.stringMatching(/called inbox under channels/)],
    ]);
  });
});

function read(text: string) {
  const environment = {
    ...{ BLUESKY_PASSWORD: 'app-password-1', HOST_NAME: 'hook.example' },
    SECRET: 'a-secret-of-sixteen',
  };
  const sections = [section as AnySection];
  return readTeam(text, { networks: NETWORKS, sections, environment, fileName: 'team.yaml' });
}

function faultsOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
    throw error;
  }
  return [];
}
