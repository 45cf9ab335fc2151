/** Attack: the app is installed elsewhere too, or shares a channel with another company, and what comes from there is taken for ours. */
import { describe, expect, test } from 'vitest';
import { hear } from '../../src/chat/slack/bolt.ts';
import { type Installation, isFrom } from '../../src/chat/slack/installation.ts';
import { Members } from '../../src/chat/slack/members.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';

const ours: Installation = { team: 'T1', app: 'A1' };
const organisation: Installation = { team: 'E1', organisation: 'E1', app: 'A1' };

describe('what Slack sends', () => {
  test.each<[string, Installation, object, boolean]>([
    ['a command of our workspace', ours, { team_id: 'T1', api_app_id: 'A1' }, true],
    ['a command of another workspace', ours, { team_id: 'T2', api_app_id: 'A1' }, false],
    ['a press in our workspace', ours, { team: { id: 'T1' }, enterprise: null, api_app_id: 'A1' }, true],
    ['a press in another workspace', ours, { team: { id: 'T2' }, api_app_id: 'A1' }, false],
    ['a press for another app', ours, { team: { id: 'T1' }, api_app_id: 'A2' }, false],
    ['what names no place', ours, { api_app_id: 'A1' }, false],
    ['no object', ours, 'x' as unknown as object, false],
    [
      'an event of a shared channel that we may see',
      ours,
      { team_id: 'T2', authorizations: [{ team_id: 'T1', enterprise_id: null }], api_app_id: 'A1' },
      true,
    ],
    [
      'an event that another installation may see',
      ours,
      { team_id: 'T1', authorizations: [{ team_id: 'T2', enterprise_id: null }], api_app_id: 'A1' },
      false,
    ],
    [
      'any workspace of our organisation',
      organisation,
      { team: { id: 'T9' }, enterprise: { id: 'E1' } },
      true,
    ],
    ['a command in our organisation', organisation, { team_id: 'T9', enterprise_id: 'E1' }, true],
    ['another organisation', organisation, { team: { id: 'T9' }, enterprise: { id: 'E2' } }, false],
    ['a workspace of no organisation', organisation, { team: { id: 'T9' }, enterprise: null }, false],
  ])('%s', (_what, installation, body, isTaken) => {
    expect(isFrom(installation, body)).toBe(isTaken);
  });
});

test('what comes from another workspace or app is acknowledged, dropped and logged', async () => {
  let bolt: { processEvent(event: object): Promise<void> } | undefined;
  const receiver = {
    init(app: NonNullable<typeof bolt>) {
      bolt = app;
    },
    start: async () => {},
    stop: async () => {},
  };
  const taken: object[] = [];
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const events = { take: (body: object) => void taken.push(body) };
  const isOurs = (body: unknown) => isFrom(ours, body);
  const kept: object[] = [];
  const keeping = { keep: (body: object) => void kept.push(body), acknowledged: () => {}, end: () => {} };
  await hear(receiver as never, keeping as never, events, { botToken: 'xoxb-1', log, isOurs });
  let acknowledged = 0;
  const sent = async (team: string) => {
    const event = { type: 'reaction_added', user: 'U1', reaction: 'eyes', item: {} };
    const body = { type: 'event_callback', event_id: 'E', api_app_id: 'A1', team_id: team, event };
    const ack = async () => {
      acknowledged += 1;
    };
    await bolt?.processEvent({ body, ack });
  };
  await sent('T1');
  await sent('T2');
  expect(acknowledged).toBe(2);
  expect(taken).toMatchObject([{ team_id: 'T1' }]);
  expect(kept).toMatchObject([{ team_id: 'T1' }]);
  expect(lines.join()).toContain('from another workspace or app was dropped');
});

test('somebody of another company in a shared channel is in none of our groups', async () => {
  const client = (team: string) => ({
    auth: { test: async () => ({ ok: true, team_id: 'T1' }) },
    users: { info: async () => ({ ok: true, user: { real_name: 'Gus', team_id: team } }) },
    usergroups: { list: async () => ({ ok: true, usergroups: [{ id: 'S1', users: ['U1'] }] }) },
  });
  const groupsOf = async (team: string) => {
    const members = new Members(client(team) as never, systemClock, createLog('silent'));
    return (await members.member('U1')).groups;
  };
  expect(await groupsOf('T1')).toEqual(['S1']);
  expect(await groupsOf('T2')).toEqual([]);
});
