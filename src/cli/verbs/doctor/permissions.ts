/** What a member may do in a channel, by Discord's rules: roles first, then the channel's exceptions. Pure. */
import { PermissionFlagsBits } from 'discord-api-types/v10';

export interface Standing {
  guild: string;
  member: { id: string; roles: string[] };
  /** All roles of the server; the one with the server's id is everybody's. */
  roles: { id: string; permissions: string }[];
  overwrites: { id: string; allow: string; deny: string }[];
}

/** As Discord's own settings call them. */
const NEEDED: [string, bigint][] = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
];

export function missingPermissions(standing: Standing): string[] {
  const held = permissionsOf(standing);
  return NEEDED.filter(([, bit]) => (held & bit) !== bit).map(([name]) => name);
}

function permissionsOf({ guild, member, roles, overwrites }: Standing): bigint {
  const own = [guild, ...member.roles];
  const base = roles
    .filter(({ id }) => own.includes(id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  // Everybody's exception, then those of all roles together, then the member's own.
  const steps = [[guild], member.roles, [member.id]];
  return steps.reduce((bits, ids) => {
    const fitting = overwrites.filter(({ id }) => ids.includes(id));
    const denied = fitting.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = fitting.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, base);
}
