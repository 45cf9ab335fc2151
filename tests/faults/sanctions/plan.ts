/** What happens in one run, from its seed alone. */
import type { Random } from '../random.ts';

export type Doing =
  | { kind: 'say'; user: string; text: string }
  | { kind: 'punish'; user: string; action: 'timeout' | 'ban' | 'kick' | 'warn' }
  | { kind: 'undo'; user: string };

export interface Plan {
  doings: Doing[];
  /** Who leaves under their timeout and comes back. */
  returning: string[];
  /** Each life of the process ends at its so manieth step (a query, or a call to the chat, before and after it). */
  kills: { acting: number[]; ending: number[] };
  /** Answers that are lost: which request, and whether it took effect. */
  lost: { route: string; loseAnswer: 'before' | 'after' }[];
}

export const USERS = ['timed', 'banned', 'kicked', 'warned', 'spoke', 'judged'] as const;

const WORDS: Record<(typeof USERS)[number], string> = {
  timed: 'slur',
  banned: 'banned',
  kicked: 'out',
  warned: 'rude',
  spoke: 'at https://spam.example',
  judged: '',
};

const MEMBER = '/guilds/{guild_id}/members/{user_id}';
const BAN = '/guilds/{guild_id}/bans/{user_id}';
const ROUTES = [
  ...[`PATCH ${MEMBER}`, `DELETE ${MEMBER}`, `PUT ${BAN}`, `DELETE ${BAN}`],
  ...[`GET ${MEMBER}`, 'DELETE /channels/{channel_id}/messages/{message_id}'],
];

export function planOf(random: Random): Plan {
  const speaking = random.some(USERS, random.between(2, 4)).filter((user) => user !== 'judged');
  const says = speaking.map((user): Doing => ({ kind: 'say', user, text: WORDS[user] }));
  const judged: Doing[] = random.chance(0.5)
    ? [{ kind: 'punish', user: 'judged', action: random.pick(['timeout', 'ban', 'kick', 'warn'] as const) }]
    : [];
  const undone = speaking.filter(() => random.chance(0.25)).map((user): Doing => ({ kind: 'undo', user }));
  const kills = (most: number) => Array.from({ length: most }, () => random.between(1, 90));
  return {
    doings: [...says, ...judged, ...undone],
    returning: speaking.filter((user) => user === 'timed' && random.chance(0.4)),
    kills: { acting: kills(random.between(1, 3)), ending: kills(random.between(0, 2)) },
    lost: Array.from({ length: random.between(0, 2) }, () => ({
      route: random.pick(ROUTES),
      loseAnswer: random.pick(['before', 'after'] as const),
    })),
  };
}
