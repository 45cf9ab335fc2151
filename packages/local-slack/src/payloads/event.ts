/** The outer form of an event and whether the app gets it at all. */
import { type Core, nowSeconds } from '../core.ts';
import { newId } from '../ids.ts';
import type { Json } from '../json.ts';
import type { Channel, ChannelKind } from '../workspace.ts';

const CHANNEL_TYPES: Record<ChannelKind, string> = {
  public: 'channel',
  private: 'group',
  im: 'im',
  mpim: 'mpim',
};
const MESSAGE_EVENTS: Record<ChannelKind, { event: string; scope: string }> = {
  public: { event: 'message.channels', scope: 'channels:history' },
  private: { event: 'message.groups', scope: 'groups:history' },
  im: { event: 'message.im', scope: 'im:history' },
  mpim: { event: 'message.mpim', scope: 'mpim:history' },
};
const OTHER_EVENTS: Record<string, string | undefined> = {
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  app_home_opened: undefined,
};

export function channelType(channel: Channel): string {
  return CHANNEL_TYPES[channel.kind];
}

/** Subscribed, with the scope for it, and with the bot in the channel. */
export function appHears(core: Core, type: string, channel: Channel | undefined): boolean {
  const isMessage = type === 'message' && channel;
  const { event, scope } = isMessage
    ? MESSAGE_EVENTS[channel.kind]
    : { event: type, scope: OTHER_EVENTS[type] };
  return (
    core.installation.subscribesTo(event) &&
    (scope === undefined || core.installation.hasScope(scope)) &&
    (!channel || channel.members.has(core.workspace.app.botUserId))
  );
}

export function eventCallback(core: Core, event: Json): Json {
  const { workspace } = core;
  return {
    token: core.verificationToken,
    team_id: workspace.teamId,
    context_team_id: workspace.teamId,
    context_enterprise_id: workspace.organisation?.id ?? null,
    api_app_id: workspace.app.appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: nowSeconds(core),
    authorizations: [
      {
        enterprise_id: workspace.organisation?.id ?? null,
        team_id: workspace.teamId,
        user_id: workspace.app.botUserId,
        is_bot: true,
        is_enterprise_install: workspace.organisation !== undefined,
      },
    ],
    is_ext_shared_channel: false,
    event_context: newId('EC'),
  };
}
