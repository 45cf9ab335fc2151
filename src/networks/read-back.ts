/**
 * Which of the posts that a network lists is that of an intent: the one that fits it and is known of no other post of ours.
 * Never the newest alone, and of two that fit neither.
 */
import type { IsTaken, NetworkError } from './network.ts';

/** Ms by which the network's clock and ours may differ; what is older by more is of no intent. */
export const CLOCKS_DIFFER = 2 * 60_000;

export interface Reading<Post> {
  /** As the network lists them. */
  posts: Iterable<Post> | AsyncIterable<Post>;
  idOf(post: Post): string;
  fits(post: Post): boolean;
  /** What is thrown where two of them fit. */
  twice(): NetworkError;
}

/** Undefined: none fits. Throws what `twice` gives where two do. */
export async function theOneThatFits<Post>(
  { posts, idOf, fits, twice }: Reading<Post>,
  isTaken: IsTaken = async () => false,
): Promise<Post | undefined> {
  const fitting: Post[] = [];
  for await (const post of posts) if (fits(post) && !(await isTaken(idOf(post)))) fitting.push(post);
  if (fitting.length > 1) throw twice();
  return fitting[0];
}

/** Networks set blanks and accents in their own ways. */
export function plain(words: string | null | undefined): string {
  return (words ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** With the slash that a network adds or drops. */
export function plainAddress(address: string | null | undefined): string {
  return address && URL.canParse(address) ? new URL(address).href : (address ?? '');
}
