/** The Slack app manifest that fits our commands: what the operator pastes into Slack's app page. */
import { type ChatAct, type Needs, NO_NEEDS } from '../listener.ts';
import { shorten } from './cut.ts';
import { subscriptionsFor } from './hear/subscriptions.ts';
import { slackWord } from './names.ts';
import { type Described, usage } from './slash.ts';

export interface ManifestOptions {
  commands: readonly Described[];
  groups: readonly { name: string; summary: string }[];
  /** Slack has menus of messages alone: what stands in a person's is left out. */
  menus?: readonly { name: string; summary: string; menu: 'message' | 'user' }[];
  /** What the listeners want to hear. */
  needs?: Needs;
  /** For signed requests, our public address with `/slack/events`; without it Socket Mode. */
  requestUrl?: string;
  /** The bot's name; Bellwether when absent. */
  name?: string;
}

/**
 * Only what the bot does: take commands, post and edit its own messages, find them again in the channels that it was
 * invited to, tell whether a channel is archived, write to people directly, know names, time zones and user groups, take and show pictures, and hear what
 * the listeners want.
 */
export function botScopes(needs: Needs): string[] {
  const acts = [...(needs.acts ?? [])].flatMap((act) => ACT_SCOPES[act]);
  return [...new Set([...OWN_SCOPES, ...subscriptionsFor(needs).scopes, ...acts])].sort();
}

const ACT_SCOPES: Record<ChatAct, string[]> = {
  channels: ['channels:manage', 'channels:read', 'groups:read', 'groups:write'],
  pins: ['pins:write'],
  reactions: ['reactions:write'],
};

const OWN_SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'mpim:history',
  'usergroups:read',
  'users:read',
];

const LONGEST_DESCRIPTION = 2000;
const LONGEST_HINT = 1000;
const LONGEST_SHORTCUT = 150;

export function slackManifest({
  commands,
  groups,
  menus = [],
  needs = NO_NEEDS,
  requestUrl,
  name = 'Bellwether',
}: ManifestOptions) {
  const words = [...new Set(commands.map((command) => firstWord(command.name)))].sort();
  const { events } = subscriptionsFor(needs);
  const shortcuts = menus.filter(({ menu }) => menu === 'message').map(shortcut);
  const at = requestUrl === undefined ? {} : { request_url: requestUrl };
  return {
    display_information: {
      name,
      description: 'Drafts, approves, schedules and publishes social posts.',
    },
    features: {
      bot_user: { display_name: name, always_online: true },
      ...(shortcuts.length > 0 && { shortcuts }),
      slash_commands: words.map((word) => slashCommand(word, commands, groups, requestUrl)),
    },
    oauth_config: { scopes: { bot: botScopes(needs) } },
    settings: {
      ...(events.length > 0 && { event_subscriptions: { ...at, bot_events: events } }),
      interactivity: { is_enabled: true, ...at },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

function shortcut({ name, summary }: { name: string; summary: string }) {
  return {
    name,
    type: 'message' as const,
    callback_id: `menu:${name}`,
    description: shorten(summary, LONGEST_SHORTCUT),
  };
}

function slashCommand(
  word: string,
  commands: readonly Described[],
  groups: ManifestOptions['groups'],
  url: string | undefined,
) {
  const own = commands.filter((command) => firstWord(command.name) === word);
  const single = own.find((command) => command.name === word);
  const subs = own.map((command) => command.name.slice(word.length + 1)).filter((sub) => sub !== '');
  const summary = groups.find((group) => group.name === word)?.summary ?? single?.summary ?? subs.join(', ');
  const hint = subs.length > 0 ? subs.join(' | ') : usage(single?.options ?? {});
  return {
    command: `/${slackWord(word)}`,
    description: shorten(summary, LONGEST_DESCRIPTION),
    ...(hint !== '' && { usage_hint: shorten(hint, LONGEST_HINT) }),
    // So a mention comes with its id; see unescape.ts.
    should_escape: true,
    ...(url !== undefined && { url }),
  };
}

function firstWord(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}
