/** Whether a rule looks at a message at all, and what was looked at to say so. */
import type { Message } from './message.ts';
import type { Audience, Rule } from './rule.ts';

export interface Exemptions {
  /** The first entry that passes the message over, as the rule wrote it. */
  exemptBy?: string;
  /** What stands against what: `{"exempt":{"roles":["12"]},"author":"7","roles":["3"],"channel":"9"}`. */
  looked: Record<string, unknown>;
}

export function exemptions({ exempt, only }: Rule, message: Message): Exemptions {
  const looked = lookedAt({ exempt, only }, message);
  const exemptBy = exempt && entryFor(exempt, message);
  if (exemptBy !== undefined) return { exemptBy, looked };
  if (only && entryFor(only, message) === undefined) return { exemptBy: 'only', looked };
  return { looked };
}

/** The first entry that the author or the place is among, as it is written. */
export function entryFor(
  { roles, channels, users, anything }: Audience,
  message: Message,
): string | undefined {
  const { author, channel } = message;
  return (
    among([author.id, author.name], [...users, ...anything]) ??
    among([channel.id, channel.name, channel.parent], [...channels, ...anything]) ??
    among([...author.roles, ...(author.roleNames ?? [])], [...roles, ...anything])
  );
}

/** Names without regard to case, with or without the sign before them. */
function among(found: (string | undefined)[], entries: string[]): string | undefined {
  const known = new Set(found.flatMap((one) => (one === undefined ? [] : [one.toLowerCase()])));
  return entries.find(
    (entry) => known.has(entry.toLowerCase()) || known.has(entry.toLowerCase().replace(/^[@#]/, '')),
  );
}

function lookedAt(
  rule: Pick<Rule, 'exempt' | 'only'>,
  { author, channel }: Message,
): Record<string, unknown> {
  if (!rule.exempt && !rule.only) return {};
  return {
    ...(rule.exempt && { exempt: filled(rule.exempt) }),
    ...(rule.only && { only: filled(rule.only) }),
    author: author.id,
    roles: author.roles,
    channel: channel.id,
  };
}

function filled(audience: Audience): Record<string, string[]> {
  return Object.fromEntries(Object.entries(audience).filter(([, entries]) => entries.length > 0));
}
