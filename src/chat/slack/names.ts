/**
 * What our commands are called in Slack. It keeps some names for its own commands and refuses a whole manifest that
 * uses one ("the slash command has an invalid name"); there ours bears the bot's name before: `/bellwether-away`.
 */

/** The first word of a command, as it stands in the manifest. */
export function slackWord(word: string): string {
  return BUILT_IN.has(word) ? PREFIX + word : word;
}

/** The first word that is meant by a slash command as Slack delivers it. */
export function ownWord(slash: string): string {
  const word = slash.replace(/^\//, '');
  const rest = word.slice(PREFIX.length);
  return word.startsWith(PREFIX) && BUILT_IN.has(rest) ? rest : word;
}

/** Words to type, `/away until:…`, as they are typed in Slack. */
export function slackTyped(words: string): string {
  return words.replace(/^\/([a-z]+)/, (_whole, word: string) => `/${slackWord(word)}`);
}

const PREFIX = 'bellwether-';

/** From Slack's help ("Use shortcuts to take actions in Slack"). */
const BUILT_IN = new Set([
  ...['active', 'apps', 'archive', 'away', 'call', 'collapse', 'dm', 'dnd', 'expand', 'feed', 'huddle'],
  ...['invite', 'join', 'keys', 'leave', 'me', 'msg', 'mute', 'open', 'prefs', 'remind', 'remove', 'rename'],
  ...['search', 'shortcuts', 'shrug', 'star', 'status', 'topic', 'who'],
]);
