/** Discord's limits on what stands behind the question mark of an address, by route. */
import { between, INSTANT, type Limits, text } from './words.ts';

const PAGE = between(1, 100);
const LONG_PAGE = between(1, 1000);

export const QUERY_LIMITS: Limits = {
  'GET /users/@me/guilds': { limit: between(1, 200) },
  'GET /channels/{channel_id}/messages': { limit: PAGE },
  'GET /channels/{channel_id}/messages/pins': { limit: between(1, 50), before: INSTANT },
  'GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': { limit: PAGE },
  'GET /guilds/{guild_id}/audit-logs': { limit: PAGE },
  'GET /guilds/{guild_id}/members': { limit: LONG_PAGE },
  'GET /guilds/{guild_id}/members/search': { limit: LONG_PAGE, query: text(100, 1) },
  'GET /guilds/{guild_id}/bans': { limit: LONG_PAGE },
};
