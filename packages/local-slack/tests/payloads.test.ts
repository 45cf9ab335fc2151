/**
 * `sample-keys.json` holds the keys of the payload samples in Slack's Java SDK
 * (slackapi/java-slack-sdk, json-logs, MIT), without their blank values.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { LocalSlack } from '../src/index.ts';
import { AUTHOR, BOT, button, client, postForm, SOCIAL, section, socketApp, startSlack } from './rig.ts';

const samples = z
  .record(z.string(), z.record(z.string(), z.array(z.string())))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'sample-keys.json'), 'utf8')));

/** Keys that Slack sends today and the samples, which are older or typed elsewhere, do not have. */
const NEWER: Record<string, string[]> = {
  '': ['context_team_id', 'context_enterprise_id', 'api_app_id', 'response_urls', 'is_enterprise_install'],
  event: ['team', 'client_msg_id', 'parent_user_id', 'channel_type'],
  view: ['blocks'],
};

/** Keys that must be there: all of the sample's, less what belongs to other cases. */
const LEAST: Record<string, string[]> = {
  SlashCommandPayload:
    'token api_app_id team_id team_domain channel_id channel_name user_id user_name command text response_url trigger_id is_enterprise_install'.split(
      ' ',
    ),
  BlockActionPayload:
    'type enterprise team user api_app_id token container trigger_id channel message response_url state actions is_enterprise_install'.split(
      ' ',
    ),
  ViewSubmissionPayload:
    'type enterprise team user api_app_id token trigger_id view is_enterprise_install'.split(' '),
  ViewClosedPayload: 'type enterprise team user api_app_id token view is_enterprise_install is_cleared'.split(
    ' ',
  ),
  MessageShortcutPayload:
    'type callback_id trigger_id message_ts response_url message enterprise team user channel token action_ts is_enterprise_install'.split(
      ' ',
    ),
  AppMentionPayload:
    'token team_id api_app_id event type event_id event_time authorizations is_ext_shared_channel event_context'.split(
      ' ',
    ),
  ReactionAddedPayload:
    'token team_id api_app_id event type event_id event_time authorizations is_ext_shared_channel event_context context_team_id context_enterprise_id'.split(
      ' ',
    ),
};
for (const name of ['MessagePayload', 'MessageChangedPayload', 'MessageDeletedPayload'])
  LEAST[name] = LEAST.AppMentionPayload ?? [];

test('what the app gets has the fields of the samples and no invented ones', async () => {
  const slack = await startSlack();
  const got = await playThroughEverything(slack);
  for (const [name, payload] of Object.entries(got)) {
    expect(Object.keys(payload), name).toEqual(expect.arrayContaining(LEAST[name] ?? ['?']));
    for (const [path, known] of Object.entries(samples[name] ?? {})) {
      const found = at(payload, path);
      if (found === undefined) continue;
      const allowed = [...known, ...(NEWER[path] ?? [])];
      const invented = Object.keys(found).filter((key) => !allowed.includes(key));
      expect(invented, `${name} ${path}`).toEqual([]);
    }
  }
  expect(Object.keys(got).sort()).toEqual(Object.keys(samples).sort());
});

async function playThroughEverything(slack: LocalSlack): Promise<Record<string, Record<string, unknown>>> {
  const got: Record<string, Record<string, unknown>> = {};
  await socketApp(slack, (app) => {
    app.use(async ({ body, next }) => {
      got[nameOf(body)] ??= structuredClone({ ...body });
      await next();
    });
    app.command('/post', async ({ ack, body, client: web }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: { ...postForm, notify_on_close: true } });
    });
    app.view('post', ({ ack }) => ack({ response_action: 'errors', errors: { text: 'no' } }));
    app.view({ callback_id: 'post', type: 'view_closed' }, ({ ack }) => ack());
    app.action('approve', ({ ack }) => ack());
    app.shortcut('quote', ({ ack }) => ack());
  });
  const author = slack.as(AUTHOR);
  await author.command(SOCIAL, '/post', 'new');
  await slack.until(() => author.modal());
  await author.submit({ text: 'hello' });
  await author.closeModal();
  const web = client(slack);
  const blocks = [section('card'), { type: 'actions', elements: [button('Approve', 'approve')] }];
  const ts = String((await web.chat.postMessage({ channel: SOCIAL, text: 'card', blocks })).ts);
  await author.press(SOCIAL, ts, 'approve');
  await author.shortcut('quote', SOCIAL, ts);
  await author.react(SOCIAL, ts, 'eyes');
  await author.say(SOCIAL, `hello <@${BOT}>`, { threadTs: ts });
  await web.chat.update({ channel: SOCIAL, ts, text: 'card 2' });
  await web.chat.delete({ channel: SOCIAL, ts });
  await slack.until(() => 'MessageDeletedPayload' in got);
  return got;
}

function nameOf(body: object): string {
  const { type, event, command } = body as {
    type?: string;
    command?: string;
    event?: Record<string, string>;
  };
  if (command) return 'SlashCommandPayload';
  if (event) {
    const names: Record<string, string> = {
      app_mention: 'AppMentionPayload',
      reaction_added: 'ReactionAddedPayload',
      message_changed: 'MessageChangedPayload',
      message_deleted: 'MessageDeletedPayload',
    };
    return names[event.subtype ?? ''] ?? names[event.type ?? ''] ?? 'MessagePayload';
  }
  const names: Record<string, string> = {
    block_actions: 'BlockActionPayload',
    message_action: 'MessageShortcutPayload',
    view_submission: 'ViewSubmissionPayload',
    view_closed: 'ViewClosedPayload',
  };
  return names[type ?? ''] ?? String(type);
}

function at(payload: unknown, path: string): object | undefined {
  let found: unknown = payload;
  for (const key of path === '' ? [] : path.split('.')) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
    if (Array.isArray(found)) found = found[0];
  }
  return typeof found === 'object' && found !== null ? found : undefined;
}
