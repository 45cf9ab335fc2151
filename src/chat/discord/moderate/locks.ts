/** What a lock makes of a channel's exception for everybody, and whether it still stands as the lock left it. Pure. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Overwrite } from '../../moderating.ts';

const WRITING =
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.CreatePrivateThreads;

/** All else stays as it was. */
export function lockedFrom(before: Overwrite | undefined): Overwrite {
  return {
    allow: String(bits(before?.allow) & ~WRITING),
    deny: String(bits(before?.deny) | WRITING),
  };
}

export function sameOverwrite(one: Overwrite | undefined, other: Overwrite | undefined): boolean {
  return bits(one?.allow) === bits(other?.allow) && bits(one?.deny) === bits(other?.deny);
}

function bits(value: string | undefined): bigint {
  return BigInt(value ?? 0);
}
