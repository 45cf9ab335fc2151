/**
 * What each served route takes, by the types that Discord's own documentation is kept in. `npm run specs` makes
 * `specs/requests.schema.json` of it; what types cannot say stands in `rules/limits/`.
 */
import type {
  RESTDeleteAPIWebhookWithTokenMessageQuery,
  RESTGetAPIApplicationCommandsQuery,
  RESTGetAPIApplicationGuildCommandsQuery,
  RESTGetAPIAuditLogQuery,
  RESTGetAPIChannelMessageReactionUsersQuery,
  RESTGetAPIChannelMessagesPinsQuery,
  RESTGetAPIChannelMessagesQuery,
  RESTGetAPICurrentUserGuildsQuery,
  RESTGetAPIGuildBansQuery,
  RESTGetAPIGuildMembersQuery,
  RESTGetAPIGuildMembersSearchQuery,
  RESTGetAPIGuildQuery,
  RESTGetAPIWebhookWithTokenMessageQuery,
  RESTPatchAPIApplicationCommandJSONBody,
  RESTPatchAPIApplicationGuildCommandJSONBody,
  RESTPatchAPIChannelJSONBody,
  RESTPatchAPIChannelMessageJSONBody,
  RESTPatchAPIGuildMemberJSONBody,
  RESTPatchAPIWebhookWithTokenMessageJSONBody,
  RESTPatchAPIWebhookWithTokenMessageQuery,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIApplicationGuildCommandsJSONBody,
  RESTPostAPIChannelMessageJSONBody,
  RESTPostAPIChannelMessagesBulkDeleteJSONBody,
  RESTPostAPIChannelMessagesThreadsJSONBody,
  RESTPostAPIChannelThreadsJSONBody,
  RESTPostAPICurrentUserCreateDMChannelJSONBody,
  RESTPostAPIGuildChannelJSONBody,
  RESTPostAPIGuildForumThreadsJSONBody,
  RESTPostAPIInteractionCallbackJSONBody,
  RESTPostAPIInteractionCallbackQuery,
  RESTPostAPIWebhookWithTokenJSONBody,
  RESTPostAPIWebhookWithTokenQuery,
  RESTPutAPIApplicationCommandsJSONBody,
  RESTPutAPIApplicationGuildCommandsJSONBody,
  RESTPutAPIChannelPermissionJSONBody,
  RESTPutAPIGuildBanJSONBody,
  Snowflake,
} from 'discord-api-types/v10';

export interface Requests {
  bodies: RequestBodies;
  queries: RequestQueries;
}

/** As each has the id that it had, where it is to keep it. */
type GlobalCommand = RESTPutAPIApplicationCommandsJSONBody[number] & { id?: Snowflake };
type GuildCommand = RESTPutAPIApplicationGuildCommandsJSONBody[number];
type NewThread = RESTPostAPIChannelThreadsJSONBody | RESTPostAPIGuildForumThreadsJSONBody;

interface RequestBodies {
  'POST /users/@me/channels': RESTPostAPICurrentUserCreateDMChannelJSONBody;
  'PUT /applications/{application_id}/commands': GlobalCommand[];
  'POST /applications/{application_id}/commands': RESTPostAPIApplicationCommandsJSONBody;
  'PATCH /applications/{application_id}/commands/{command_id}': RESTPatchAPIApplicationCommandJSONBody;
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': GuildCommand[];
  'POST /applications/{application_id}/guilds/{guild_id}/commands': RESTPostAPIApplicationGuildCommandsJSONBody;
  'PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': RESTPatchAPIApplicationGuildCommandJSONBody;
  'POST /interactions/{interaction_id}/{interaction_token}/callback': RESTPostAPIInteractionCallbackJSONBody;
  'POST /webhooks/{webhook_id}/{webhook_token}': RESTPostAPIWebhookWithTokenJSONBody;
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': RESTPatchAPIWebhookWithTokenMessageJSONBody;
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': RESTPatchAPIWebhookWithTokenMessageJSONBody;
  'PATCH /channels/{channel_id}': RESTPatchAPIChannelJSONBody;
  'PUT /channels/{channel_id}/permissions/{overwrite_id}': RESTPutAPIChannelPermissionJSONBody;
  'POST /channels/{channel_id}/messages': RESTPostAPIChannelMessageJSONBody;
  'PATCH /channels/{channel_id}/messages/{message_id}': RESTPatchAPIChannelMessageJSONBody;
  'POST /channels/{channel_id}/messages/bulk-delete': RESTPostAPIChannelMessagesBulkDeleteJSONBody;
  'POST /channels/{channel_id}/messages/{message_id}/threads': RESTPostAPIChannelMessagesThreadsJSONBody;
  'POST /channels/{channel_id}/threads': NewThread;
  'POST /guilds/{guild_id}/channels': RESTPostAPIGuildChannelJSONBody;
  'PATCH /guilds/{guild_id}/members/{user_id}': RESTPatchAPIGuildMemberJSONBody;
  'PUT /guilds/{guild_id}/bans/{user_id}': RESTPutAPIGuildBanJSONBody;
}

interface RequestQueries {
  'GET /users/@me/guilds': RESTGetAPICurrentUserGuildsQuery;
  'GET /applications/{application_id}/commands': RESTGetAPIApplicationCommandsQuery;
  'GET /applications/{application_id}/guilds/{guild_id}/commands': RESTGetAPIApplicationGuildCommandsQuery;
  'POST /interactions/{interaction_id}/{interaction_token}/callback': RESTPostAPIInteractionCallbackQuery;
  'POST /webhooks/{webhook_id}/{webhook_token}': RESTPostAPIWebhookWithTokenQuery;
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/@original': RESTGetAPIWebhookWithTokenMessageQuery;
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': RESTPatchAPIWebhookWithTokenMessageQuery;
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original': RESTDeleteAPIWebhookWithTokenMessageQuery;
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': RESTGetAPIWebhookWithTokenMessageQuery;
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': RESTPatchAPIWebhookWithTokenMessageQuery;
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': RESTDeleteAPIWebhookWithTokenMessageQuery;
  'GET /channels/{channel_id}/messages': RESTGetAPIChannelMessagesQuery;
  'GET /channels/{channel_id}/messages/pins': RESTGetAPIChannelMessagesPinsQuery;
  'GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': RESTGetAPIChannelMessageReactionUsersQuery;
  'GET /guilds/{guild_id}': RESTGetAPIGuildQuery;
  'GET /guilds/{guild_id}/audit-logs': RESTGetAPIAuditLogQuery & { target_id?: Snowflake };
  'GET /guilds/{guild_id}/members': RESTGetAPIGuildMembersQuery;
  'GET /guilds/{guild_id}/members/search': RESTGetAPIGuildMembersSearchQuery;
  'GET /guilds/{guild_id}/bans': RESTGetAPIGuildBansQuery;
}
