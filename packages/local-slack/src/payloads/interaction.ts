/** Slash commands, button presses, form submissions and shortcuts as the app gets them. */
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import type { StoredMessage } from '../messages.ts';
import type { StoredView, ViewValues } from '../views.ts';
import type { Channel } from '../workspace.ts';
import { messagePayload } from './message.ts';
import { viewPayload } from './view.ts';

export function slashCommandPayload(
  core: Core,
  userId: string,
  channel: Channel,
  command: string,
  text: string,
): Json {
  const { workspace } = core;
  return {
    token: core.verificationToken,
    team_id: workspace.teamId,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: nameForApp(channel),
    user_id: userId,
    user_name: workspace.nameOf(userId),
    command,
    text,
    api_app_id: workspace.app.appId,
    ...(workspace.organisation && { enterprise_id: workspace.organisation.id }),
    is_enterprise_install: String(workspace.organisation !== undefined),
    response_url: core.baseUrl + core.responseUrls.issue('commands', { userId, channel: channel.id }),
    trigger_id: core.triggers.issue(userId),
  };
}

export function messageActionPayload(
  core: Core,
  userId: string,
  message: StoredMessage,
  action: Json,
  values: ViewValues,
): Json {
  const channel = core.workspace.channel(message.channel);
  const isEphemeral = message.onlyFor !== undefined;
  const target = { userId, channel: channel.id, sourceTs: message.ts };
  return {
    type: 'block_actions',
    ...common(core, userId),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: core.triggers.issue(userId),
    channel: { id: channel.id, name: nameForApp(channel) },
    // Slack does not show the app what an ephemeral message holds.
    ...(isEphemeral ? {} : { message: messagePayload(core, message) }),
    state: { values },
    response_url: core.baseUrl + core.responseUrls.issue('actions', target),
    actions: [action],
  };
}

export function viewActionPayload(core: Core, view: StoredView, action: Json): Json {
  return {
    type: 'block_actions',
    ...common(core, view.userId),
    container: { type: 'view', view_id: view.id },
    trigger_id: core.triggers.issue(view.userId),
    view: viewPayload(core, view),
    actions: [action],
  };
}

export function viewSubmissionPayload(core: Core, view: StoredView): Json {
  return {
    type: 'view_submission',
    ...common(core, view.userId),
    trigger_id: core.triggers.issue(view.userId),
    view: viewPayload(core, view),
    response_urls: [],
  };
}

export function viewClosedPayload(core: Core, view: StoredView, isCleared: boolean): Json {
  return {
    type: 'view_closed',
    ...common(core, view.userId),
    view: viewPayload(core, view),
    is_cleared: isCleared,
  };
}

export function messageShortcutPayload(
  core: Core,
  userId: string,
  message: StoredMessage,
  callbackId: string,
): Json {
  const channel = core.workspace.channel(message.channel);
  const target = { userId, channel: channel.id };
  return {
    type: 'message_action',
    ...common(core, userId),
    user: { id: userId, name: core.workspace.nameOf(userId), team_id: core.workspace.teamId },
    callback_id: callbackId,
    trigger_id: core.triggers.issue(userId),
    action_ts: core.timestamps.next(),
    message_ts: message.ts,
    response_url: core.baseUrl + core.responseUrls.issue('actions', target),
    message: messagePayload(core, message),
    channel: { id: channel.id, name: nameForApp(channel) },
  };
}

export function globalShortcutPayload(core: Core, userId: string, callbackId: string): Json {
  return {
    type: 'shortcut',
    ...common(core, userId),
    callback_id: callbackId,
    trigger_id: core.triggers.issue(userId),
    action_ts: core.timestamps.next(),
  };
}

function common(core: Core, userId: string): Json {
  const { workspace } = core;
  const name = workspace.nameOf(userId);
  return {
    team: { id: workspace.teamId, domain: workspace.domain },
    enterprise: workspace.organisation
      ? { id: workspace.organisation.id, name: workspace.organisation.name }
      : null,
    user: { id: userId, username: name, name, team_id: workspace.teamId },
    api_app_id: workspace.app.appId,
    token: core.verificationToken,
    is_enterprise_install: workspace.organisation !== undefined,
  };
}

function nameForApp(channel: Channel): string {
  return channel.kind === 'im' ? 'directmessage' : channel.name;
}
