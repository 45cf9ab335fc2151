/** Deletes messages, one or many. */
import { DiscordError, refuse } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import { audit } from '../guild/audit.ts';
import type { Message } from '../state/message.ts';
import { snowflakeTime } from '../state/snowflake.ts';
import type { State } from '../state/state.ts';
import { announceBulkRemoval, announceRemoval } from './publish.ts';

const FOURTEEN_DAYS_MS = 14 * 24 * 60 * 60_000;

export function removeMessages(state: State, channelId: string, ids: ReadonlySet<string>): Message[] {
  const gone = takeOut(state, channelId, ids);
  announceRemoval(state, gone);
  return gone;
}

function takeOut(state: State, channelId: string, ids: ReadonlySet<string>): Message[] {
  const list = state.messages.get(channelId) ?? [];
  const gone = list.filter((message) => ids.has(message.id));
  state.messages.set(
    channelId,
    list.filter((message) => !ids.has(message.id)),
  );
  for (const message of gone) for (const id of message.fileIds) state.files.delete(id);
  return gone;
}

/** 2 to 100 ids, none twice, none older than 14 days: otherwise nothing is deleted. */
export function bulkRemove(
  state: State,
  channelId: string,
  ids: readonly string[],
  reason: string | null,
): void {
  if (ids.length < 2 || ids.length > 100) throw refuse('badBulkDeleteCount');
  if (new Set(ids).size !== ids.length) {
    throw new DiscordError('invalidForm', [
      issue(['messages'], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value.'),
    ]);
  }
  const oldest = state.clock.now() - FOURTEEN_DAYS_MS;
  if (ids.some((id) => snowflakeTime(id) < oldest)) throw refuse('messageTooOld');
  const gone = takeOut(state, channelId, new Set(ids));
  announceBulkRemoval(state, channelId, gone);
  audit(state, {
    action: 'message-bulk-delete',
    targetId: channelId,
    reason,
    options: { count: String(gone.length) },
  });
}
