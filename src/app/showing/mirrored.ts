/** Which messages are kept true by themselves. */
import type { MessageReference } from '../../chat/chat.ts';
import * as outbox from '../../store/outbox.ts';
import type { App } from '../app.ts';

/** Whether this message is one of those that are edited when what they show changes. */
export async function isMirrored(app: App, message: MessageReference | undefined): Promise<boolean> {
  return message !== undefined && (await outbox.findByMessage(app.database, message))?.lasting === true;
}
