/** What must not be: an act that was done twice, a sanction that was not lifted, a case that was not finished. Pure. */

export interface Evidence {
  /** What the bot did, as the chat's own audit log has it: `member-ban`, the person, and a timeout's end. */
  acts: { action: string; target: string; ends: boolean }[];
  /** Direct messages to each person, by the words of their headings. */
  told: { user: string; heading: string }[];
  /** Headings of the cards in the log. */
  cards: string[];
  /** Cases that are under way still. */
  unfinished: number[];
  /** Sanctions that are not over although their time is. */
  standing: number[];
  /** Who is banned or timed out in the chat, at the end of all. */
  sanctioned: string[];
  /** Who came back under a timeout: it is set again. */
  returned: string[];
}

export interface Verdict {
  doubles: string[];
  notLifted: string[];
  unfinished: string[];
}

export function judge(evidence: Evidence): Verdict {
  return {
    doubles: [...doubleActs(evidence), ...doubleWords(evidence)],
    notLifted: [
      ...evidence.sanctioned.map((user) => `${user} is still sanctioned`),
      ...evidence.standing.map((id) => `sanction ${id} is not over`),
    ],
    unfinished: evidence.unfinished.map((id) => `case ${id} is not finished`),
  };
}

function doubleActs({ acts, returned }: Evidence): string[] {
  const counted = countOf(
    acts.map(({ action, target, ends }) => `${action}${ends ? ' ended' : ''} ${target}`),
  );
  return [...counted].flatMap(([what, count]) => {
    const mayBe = returned.some((user) => what === `member-timeout ${user}`) ? 2 : 1;
    return count > mayBe ? [`${what}: ${count} times`] : [];
  });
}

function doubleWords({ told, cards }: Evidence): string[] {
  const words = [...told.map(({ user, heading }) => `${user} was told "${heading}"`), ...cards];
  return [...countOf(words)].flatMap(([what, count]) => (count > 1 ? [`${what}: ${count} times`] : []));
}

function countOf(words: string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const one of words) counted.set(one, (counted.get(one) ?? 0) + 1);
  return counted;
}
