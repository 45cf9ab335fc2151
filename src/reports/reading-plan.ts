/** When a published post is read: at four ages, each once. Pure. */

/** Hours after it went out. */
export const AGES = [1, 24, 72, 168] as const;
export type Age = (typeof AGES)[number];

/** The age at which posts are compared. */
export const COMPARED_AGE: Age = 72;

export interface ReadingPlan {
  /** What is to be read now. */
  take?: { age: Age; dueAt: number };
  /** Could not be read while it was of that age, and cannot be read any more. */
  missed: { age: Age; dueAt: number }[];
  /** Epoch ms: when the next age is reached; undefined: there is none. */
  nextAt?: number;
}

/** `sentAt`, `now`: epoch ms. `done`: ages that were read or missed. Of several that are due only the latest can be read. */
export function planReading(sentAt: number, now: number, done: readonly number[]): ReadingPlan {
  const all = AGES.map((age) => ({ age, dueAt: dueAt(sentAt, age) }));
  const due = all.filter((one) => one.dueAt <= now && !done.includes(one.age));
  const nextAt = all.find((one) => one.dueAt > now)?.dueAt;
  // What is older than the last that was done was left behind by it.
  const take = due.findLast(({ age }) => done.every((one) => one < age));
  return {
    ...(take && { take }),
    missed: due.filter((one) => one !== take),
    ...(nextAt !== undefined && { nextAt }),
  };
}

export function dueAt(sentAt: number, age: Age): number {
  return sentAt + age * HOUR;
}

/** Taken so late that it tells of another age: more than a twentieth of it, and five minutes at least. */
export function isLate({ age, dueAt }: { age: Age; dueAt: number }, takenAt: number): boolean {
  return takenAt - dueAt > Math.max((age * HOUR) / 20, 5 * 60_000);
}

/**
 * When to try again what could not be read (epoch ms): after as long as it has been due, so that pauses double, a minute
 * at least and an hour at most. Undefined: it is given up.
 */
export function retryAt({ age, dueAt }: { age: Age; dueAt: number }, now: number): number | undefined {
  if (now - dueAt > Math.max(age * HOUR, DAY)) return undefined;
  return now + Math.min(Math.max(now - dueAt, 60_000), HOUR);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
