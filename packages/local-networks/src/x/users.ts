/** Who the token is. */
import type { Operation } from './call.ts';
import { needs } from './checks.ts';
import { PRICES } from './prices.ts';
import type { User } from './state.ts';

export const me: Operation = (call) => {
  const { state, token } = call;
  needs(call, 'tweet.read', 'users.read');
  state.charge(PRICES.ownRead);
  return { status: 200, body: { data: userJson(state.userOf(token)) } };
};

export function userJson({ id, username, name, followers }: User) {
  const counts = { followers_count: followers ?? 0, following_count: 1, listed_count: 0, tweet_count: 1 };
  return { id, username, name, public_metrics: counts };
}
