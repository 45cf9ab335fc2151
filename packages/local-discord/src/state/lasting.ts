/** What one local Discord carries over a restart, as plain data. The application stays the one of the options. */

import { entry, listsOf, mapOf, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import type { AuditEntry } from './audit-entry.ts';
import type { Channel } from './channel.ts';
import type { Command } from './command.ts';
import type { StoredFile } from './file.ts';
import type { Interaction, OpenModal } from './interaction.ts';
import type { Member } from './member.ts';
import type { Message } from './message.ts';
import type { Role } from './role.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

type LastingInteraction = Omit<Interaction, 'deadline' | 'settle'>;

const shape = z.object({
  ids: z.unknown(),
  joinedAt: z.number(),
  users: mapOf<User>(),
  members: mapOf<Member>(),
  roles: mapOf<Role>(),
  channels: mapOf<Channel>(),
  messages: listsOf<Message>(),
  files: mapOf<StoredFile>(),
  bans: mapOf<{ userId: string; reason: string | null }>(),
  commands: mapOf<Command>(),
  interactions: mapOf<LastingInteraction>(),
  modals: mapOf<OpenModal>(),
  auditLog: z.array(entry<AuditEntry>()),
  fileSecret: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

export function snapshotState(state: State): z.infer<typeof shape> {
  const { users, members, roles, channels, messages, files, bans, commands, modals } = state;
  const { auditLog, fileSecret } = state;
  return {
    ids: state.ids.snapshotState(),
    joinedAt: state.guild.joinedAt,
    ...{ users, members, roles, channels, messages, files, bans, commands, modals, auditLog, fileSecret },
    interactions: new Map(answered(state).map((interaction) => [interaction.id, lasting(interaction)])),
  };
}

export function restoreState(state: State, value: unknown): void {
  const saved = shape.parse(value);
  state.ids.restoreState(saved.ids);
  state.guild.joinedAt = saved.joinedAt;
  refill(state.users, saved.users);
  refill(state.members, saved.members);
  refill(state.roles, saved.roles);
  refill(state.channels, saved.channels);
  refill(state.messages, saved.messages);
  refill(state.files, saved.files);
  refill(state.bans, saved.bans);
  refill(state.commands, saved.commands);
  refill(state.modals, saved.modals);
  state.auditLog.splice(0, state.auditLog.length, ...saved.auditLog);
  state.fileSecret.set(saved.fileSecret);
  refill(
    state.interactions,
    [...saved.interactions].map(([id, interaction]) => [id, revived(interaction)]),
  );
}

/** Their tokens still allow follow-ups. One that waits for its first answer is over before the app is back. */
function answered({ interactions, clock, timing }: State): Interaction[] {
  const since = clock.now() - timing.tokenLivesMs;
  return [...interactions.values()].filter(
    (interaction) => interaction.state === 'acknowledged' && interaction.createdAt >= since,
  );
}

function lasting({ deadline: _, settle: __, ...kept }: Interaction): LastingInteraction {
  return kept;
}

/** It was answered: neither is asked for again. */
function revived(kept: LastingInteraction): Interaction {
  return { ...kept, deadline: 0, settle: () => {} };
}
