/** Whom a card notifies, and the leave for exactly that; whoever else is named in it is not notified. Pure. */
import type { Ping } from '../../card.ts';
import { CHAT } from '../heard.ts';

export interface AllowedMentions {
  parse: 'everyone'[];
  users?: string[];
  roles?: string[];
}

/** `<@…> <@&…> @here`; empty where nobody here is meant. */
export function pingLine(ping: Ping | undefined): string {
  return [
    ...people(ping).map((id) => `<@${id}>`),
    ...groups(ping).map((id) => `<@&${id}>`),
    ...(ping?.here ? ['@here'] : []),
  ].join(' ');
}

export function allowedMentions(ping: Ping | undefined): AllowedMentions {
  const [users, roles] = [people(ping), groups(ping)];
  return {
    parse: ping?.here ? ['everyone'] : [],
    ...(users.length > 0 ? { users } : {}),
    ...(roles.length > 0 ? { roles } : {}),
  };
}

function people(ping: Ping | undefined): string[] {
  return idsIn(ping?.people);
}

function groups(ping: Ping | undefined): string[] {
  return idsIn(ping?.groups);
}

/** Discord takes a hundred of each. */
function idsIn(named: Ping['people']): string[] {
  return [...new Set(named?.[CHAT] ?? [])].filter((id) => /^\d+$/.test(id)).slice(0, 100);
}
