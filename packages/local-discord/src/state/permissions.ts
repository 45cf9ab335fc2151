/** Discord's permission arithmetic: roles, then the channel's overwrites, then a timeout. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, Overwrite } from './channel.ts';
import type { Member } from './member.ts';
import type { State } from './state.ts';

export const PERMISSION = PermissionFlagsBits;

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);
const WHILE_TIMED_OUT = PERMISSION.ViewChannel | PERMISSION.ReadMessageHistory;
const IN_DIRECT_MESSAGES =
  PERMISSION.ViewChannel |
  PERMISSION.SendMessages |
  PERMISSION.ReadMessageHistory |
  PERMISSION.AttachFiles |
  PERMISSION.EmbedLinks |
  PERMISSION.AddReactions |
  PERMISSION.UseApplicationCommands;

/** What a member may do in the guild, or in one channel. Nobody who is not a member may anything. */
export function permissionsOf(state: State, userId: string, channel?: Channel): bigint {
  if (channel?.recipientId) return inDirectMessage(state, userId, channel);
  const member = state.members.get(userId);
  if (!member) return 0n;
  if (userId === state.guild.ownerId) return ALL;
  const base = fromRoles(state, member);
  if (base & PERMISSION.Administrator) return ALL;
  const here = channel ? applyOverwrites(base, overwritesFor(state, channel), member, state.guild.id) : base;
  return isTimedOut(state, member) ? here & WHILE_TIMED_OUT : here;
}

export function may(state: State, userId: string, permission: bigint, channel?: Channel): boolean {
  return (permissionsOf(state, userId, channel) & permission) === permission;
}

export function isTimedOut(state: State, member: Member): boolean {
  return member.timeoutUntil !== null && member.timeoutUntil > state.clock.now();
}

/** The position of a member's highest role; the owner stands above all. */
export function topPosition(state: State, userId: string): number {
  if (userId === state.guild.ownerId) return Number.POSITIVE_INFINITY;
  const roles = state.members.get(userId)?.roles ?? [];
  return Math.max(0, ...roles.map((id) => state.roles.get(id)?.position ?? 0));
}

function inDirectMessage(state: State, userId: string, channel: Channel): bigint {
  const between = [channel.recipientId, state.application.botUserId];
  return between.includes(userId) ? IN_DIRECT_MESSAGES : 0n;
}

function fromRoles(state: State, member: Member): bigint {
  return [state.guild.id, ...member.roles].reduce(
    (sum, id) => sum | (state.roles.get(id)?.permissions ?? 0n),
    0n,
  );
}

/** A thread has its parent's overwrites. */
function overwritesFor(state: State, channel: Channel): Overwrite[] {
  const parent = channel.thread ? state.channels.get(channel.parentId ?? '') : undefined;
  return (parent ?? channel).overwrites;
}

function applyOverwrites(base: bigint, overwrites: Overwrite[], member: Member, everyoneId: string): bigint {
  const everyone = overwrites.filter((entry) => entry.id === everyoneId);
  const roles = overwrites.filter((entry) => entry.type === 0 && member.roles.includes(entry.id));
  const own = overwrites.filter((entry) => entry.type === 1 && entry.id === member.userId);
  return [everyone, roles, own].reduce(apply, base);
}

function apply(base: bigint, overwrites: Overwrite[]): bigint {
  const deny = overwrites.reduce((bits, entry) => bits | entry.deny, 0n);
  const allow = overwrites.reduce((bits, entry) => bits | entry.allow, 0n);
  return (base & ~deny) | allow;
}
