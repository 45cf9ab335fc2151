import { describe, expect, it } from 'vitest';
import { RIGHT, read } from './team-file.ts';

describe('a right team file', () => {
  it('is read into a team, with variables filled in and defaults in place', () => {
    const team = read(RIGHT);
    expect(team).toMatchObject({
      name: 'Acme',
      timeZone: 'Europe/Copenhagen',
      channels: { review: { slack: 'C0123', discord: '1234' } },
      people: [
        {
          name: 'Ada Example',
          identities: { slack: 'U1', discord: '9' },
          timeZone: 'Europe/Berlin',
          roles: ['admin'],
        },
        { name: 'Bo', identities: { slack: 'U2' }, roles: [] },
      ],
      roles: { approver: { slack: ['S1'], discord: ['55'] } },
      approval: { selfApproval: false, expiresAfter: 90_000 },
      publishing: { grace: 7_200_000 },
    });
    expect({ ...team.targets }).toEqual({
      bluesky: {
        name: 'bluesky',
        title: 'Acme on Bluesky',
        network: 'bluesky',
        owner: 'Bo',
        tags: [],
        account: { service: 'https://bsky.example', identifier: 'acme', password: 'app-password-1' },
      },
      hook: {
        name: 'hook',
        title: 'hook',
        network: 'webhook',
        tags: ['eu'],
        mostPerDay: 5,
        account: { url: 'https://hook.example/in' },
      },
    });
    expect({ ...team.groups }).toEqual({ all: ['bluesky', 'hook'] });
  });

  it('tells what posts are checked against, with groups resolved and defaults in place', () => {
    const { campaigns, words, preflight } = read(RIGHT);
    expect({ ...campaigns }).toEqual({
      spring: { title: 'Spring sale', sponsored: true, disclosure: ['#ad'], tags: ['eu'] },
      autumn: { title: 'autumn', sponsored: false, disclosure: [], tags: [] },
    });
    expect(words).toEqual({
      banned: ['guaranteed profit'],
      required: [{ words: ['Acme'], targets: ['bluesky', 'hook', 'bluesky'], level: 'error' }],
    });
    expect(preflight).toEqual({ duplicatesWithin: 30 * 86_400_000, similarity: 0.9, links: true });
  });

  it('needs no more than a name, a zone and a review channel; empty sections count as absent', () => {
    const team = read('name: A\ntime_zone: UTC\nchannels:\n  review:\n    slack: C1\npeople:\ntargets:\n');
    expect(team).toMatchObject({
      people: [],
      roles: {},
      words: { banned: [], required: [] },
      preflight: { duplicatesWithin: 30 * 86_400_000, similarity: 0.8, links: true },
    });
    expect(Object.keys(team.campaigns)).toEqual([]);
    expect(Object.keys(team.targets)).toEqual([]);
  });

  it('knows no target by the name of something that every object has', () => {
    expect(read(RIGHT).targets.constructor).toBeUndefined();
    expect(read(RIGHT).groups.toString).toBeUndefined();
    expect(read(RIGHT).campaigns.constructor).toBeUndefined();
  });
});
