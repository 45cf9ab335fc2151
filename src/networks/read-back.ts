/** Which of the posts that an account shows is that of an intent: never simply the newest. */
import { t } from '../kit/t.ts';
import { type IsTaken, NetworkError } from './network.ts';
import type { Likeness } from './text-likeness.ts';

/** Ms by which the network's clock and ours may differ; what is older by more is of no intent. */
export const CLOCKS_DIFFER = 2 * 60_000;

export interface Search<Post> {
  /** As people write it: `Pinterest`. */
  network: string;
  /** Where a person is to look who is asked. */
  remedy: string;
  idOf(post: Post): string;
  /** Also of its time, its place and its pictures: what does not fit there is another one. */
  likenessOf(post: Post): Likeness;
  /** As in `Connection.find`. */
  isTaken?: IsTaken;
  /** The network says that it is out: what alone comes near is it. */
  isOut?: boolean;
}

/**
 * Undefined: it is surely not among them. Throws a `NetworkError`, which leaves it to a person, where two say the same, or
 * none does and one nearly does.
 */
export async function pick<Post>(
  posts: Iterable<Post> | AsyncIterable<Post>,
  { network, remedy, idOf, likenessOf, isTaken, isOut = false }: Search<Post>,
): Promise<Post | undefined> {
  const [same, near]: [Post[], Post[]] = [[], []];
  try {
    for await (const post of posts) {
      const likeness = likenessOf(post);
      if (likeness !== 'other' && !(await isTaken?.(idOf(post))))
        (likeness === 'same' ? same : near).push(post);
    }
  } catch (error) {
    // What was found is there, though not all could be looked through.
    if (same.length === 0) throw error;
  }
  if (same.length > 1) throw unsure(t('{network}: two posts there say the same.', { network }), remedy);
  if (same.length === 1 || near.length === 0) return same[0];
  if (isOut && near.length === 1) return near[0];
  throw unsure(t('{network}: a post there says nearly the same, and may be this one.', { network }), remedy);
}

/** Asked once more, as lists lag behind, and then a person. */
function unsure(message: string, remedy: string): NetworkError {
  return new NetworkError('refused', message, { remedy });
}
