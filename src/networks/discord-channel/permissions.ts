/** What a member may do in a channel, by Discord's rules: roles first, then the channel's exceptions. Pure. */

/** Discord's bits (its Permissions reference). */
const ADMINISTRATOR = 1n << 3n;

export interface Standing {
  guild: string;
  member: { id: string; roles: string[] };
  /** All roles of the server; the one with the server's id is everybody's. */
  roles: { id: string; permissions: string }[];
  overwrites: { id: string; allow: string; deny: string }[];
}

/** Names of those that are lacking. `needed`: each with its bit. */
export function lacking(standing: Standing, needed: readonly (readonly [string, bigint])[]): string[] {
  const held = permissionsOf(standing);
  return needed.filter(([, bit]) => (held & bit) !== bit).map(([name]) => name);
}

function permissionsOf({ guild, member, roles, overwrites }: Standing): bigint {
  const own = [guild, ...member.roles];
  const base = roles
    .filter(({ id }) => own.includes(id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if ((base & ADMINISTRATOR) !== 0n) return ~0n;
  // Everybody's exception, then those of all roles together, then the member's own.
  const steps = [[guild], member.roles, [member.id]];
  return steps.reduce((bits, ids) => {
    const fitting = overwrites.filter(({ id }) => ids.includes(id));
    const denied = fitting.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = fitting.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, base);
}
