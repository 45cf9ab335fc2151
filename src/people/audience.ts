/** Who sees what somebody wrote, widest first: everybody; everybody who looks; followers; those who are named. */
export const AUDIENCES = ['public', 'unlisted', 'followers', 'direct'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The narrowest of them: an answer is never seen by more people than what it answers. */
export function narrowest(first: Audience, ...others: Audience[]): Audience {
  return others.reduce(
    (one, other) => (AUDIENCES.indexOf(other) > AUDIENCES.indexOf(one) ? other : one),
    first,
  );
}

export function isWider(one: Audience, other: Audience): boolean {
  return AUDIENCES.indexOf(one) < AUDIENCES.indexOf(other);
}
