/** A case as its cards show it. */
import type { Part } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { leading } from '../../moderation/case.ts';
import type { Decision } from '../../moderation/evaluate.ts';
import * as cases from '../../store/cases.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import { namedPeople, personPart } from '../people/person-part.ts';

export interface CaseView {
  found: cases.StoredCase;
  accused: Part;
  /** The decision that the act follows from; undefined where no rule decided. */
  decision: Decision | undefined;
  messages: cases.StoredCaseMessage[];
  notes: { note: cases.StoredNote; by: Part | undefined }[];
  reporters: Part[];
  moderator: Part | undefined;
  undoneBy: Part | undefined;
  sanctions: sanctions.StoredSanction[];
  /** Cases that they had before. */
  before: number;
  /** Where the first message stood, or stands. */
  url?: string;
}

export async function viewCase(app: App, id: number): Promise<CaseView | undefined> {
  const { database } = app;
  const found = await cases.find(database, id);
  if (!found) return undefined;
  const [messages, notes, reporters, imposed, before] = await Promise.all([
    cases.messagesOf(database, id),
    cases.notesOf(database, id),
    cases.reportersOf(database, id),
    sanctions.ofCase(database, id),
    cases.countBefore(database, found),
  ]);
  const people = await namedPeople(app, [
    ...[found.moderatorId, found.undoneBy, ...reporters],
    ...notes.map(({ personId }) => personId),
  ]);
  const partOf = (personId: number | null) => (personId === null ? undefined : personPart(people, personId));
  const url = await urlOf(app, messages[0]);
  return {
    ...{ found, messages, sanctions: imposed, before, accused: accusedOf(found) },
    decision: leading(found.decisions),
    notes: notes.map((note) => ({ note, by: partOf(note.personId) })),
    reporters: reporters.map((personId) => personPart(people, personId)),
    ...{ moderator: partOf(found.moderatorId), undoneBy: partOf(found.undoneBy) },
    ...(url !== undefined && { url }),
  };
}

export function accusedOf({ chat, userId, userName }: cases.StoredCase): Part {
  return { type: 'person', name: userName || t('somebody'), identities: { [chat]: userId } };
}

async function urlOf(app: App, message: cases.StoredCaseMessage | undefined): Promise<string | undefined> {
  if (!message) return undefined;
  const { chat, channel, message: id } = message;
  return app.messengers
    .get(chat)
    ?.permalink({ chat, channel, message: id })
    .catch(() => undefined);
}
