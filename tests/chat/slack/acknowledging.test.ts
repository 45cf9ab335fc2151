import { describe, expect, test } from 'vitest';
import { NO_JOURNAL, type Stage } from '../../../src/chat/journal.ts';
import { hear } from '../../../src/chat/slack/bolt.ts';
import { Keeping } from '../../../src/chat/slack/keeping.ts';
import { Work } from '../../../src/chat/slack/work.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { ADA, botToken, openNewsroom, SOCIAL, seen } from './rig.ts';

const user = { id: ADA, team_id: 'T0TEAM' };
const team = { id: 'T0TEAM', domain: 'news-room' };

/** None of these has anybody who wants it; some have a form that Bolt does not know. */
const EVENTS = [
  { type: 'channel_rename', channel: { id: SOCIAL, name: 'new', created: 1 } },
  { type: 'team_join', user },
  { type: 'function_executed', function: {}, inputs: {} },
  { type: 'star_added', user: ADA, item: null },
  { type: 'user_huddle_changed', channel: null },
  { type: 'message', subtype: 'channel_topic', channel: SOCIAL, ts: '1.000001' },
  { type: 'not_thought_of_yet' },
];
const INTERACTIONS = [
  { type: 'shortcut', callback_id: 'x', trigger_id: '1', user, team },
  { type: 'message_action', callback_id: 'x', trigger_id: '1', user, team, channel: { id: SOCIAL } },
  { type: 'view_closed', user, team, view: { id: 'V1' } },
  { type: 'block_suggestion', user, team, action_id: 'x', value: 'y' },
  { type: 'not_thought_of_yet', user, team },
];

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('whatever Slack sends is acknowledged, wanted or not', async () => {
    const { slack, desk } = await openNewsroom({ mode });
    for (const event of EVENTS)
      expect([event.type, await slack.sendEvent(event)]).toEqual([event.type, acknowledged]);
    for (const body of INTERACTIONS)
      expect([body.type, await slack.sendRaw('interactive', body)]).toEqual([body.type, acknowledged]);
    const limited = {
      type: 'app_rate_limited',
      team_id: 'T0TEAM',
      minute_rate_limited: 1,
      api_app_id: 'A0APP',
    };
    if (mode === 'http') expect(await slack.sendRaw('events_api', limited)).toEqual(acknowledged);
    await slack.as(ADA).command(SOCIAL, '/note', 'new text:still');
    await seen(slack, ADA, SOCIAL, 'Kept');
    expect(desk.notes).toEqual(['still']);
  });
});

test('what could not be acknowledged is kept no longer: Slack told the person that it failed', async () => {
  const stages: string[] = [];
  const journal = {
    ...NO_JOURNAL,
    heard: () => stages.push('heard'),
    reached: (_event: string, stage: Stage) => void stages.push(stage),
    done: () => stages.push('done'),
  };
  const log = createLog('silent');
  const asked = async () => void stages.push('asked');
  const hearer = { command: asked, action: asked, submission: asked, menu: asked };
  const keeping = new Keeping(hearer, new Work(log), journal, systemClock);
  const receiver = { init() {}, start: async () => {}, stop: async () => {} };
  const app = await hear(receiver, keeping, { take() {} }, { botToken, log, isOurs: () => true });
  const body = {
    ...{ command: '/note', text: 'new text:once', trigger_id: '1', user_id: ADA, team_id: 'T0TEAM' },
    ...{ channel_id: SOCIAL, response_url: 'https://127.0.0.1/answer' },
  };
  const ack = async () => {
    throw new Error('the socket is closed');
  };
  await expect(app.processEvent({ body, ack })).rejects.toThrow('the socket is closed');
  expect(stages).toEqual(['heard', 'done']);
});

const acknowledged = expect.objectContaining({ acknowledged: true });
