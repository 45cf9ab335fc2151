/** A chat tells a time zone that this machine does not know: the team's holds, and whoever it is reads so once. */
import { type Card, card, text } from '../../chat/card.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import * as outbox from '../../store/outbox.ts';
import type { StoredPerson } from '../../store/people.ts';
import type { App } from '../app.ts';
import { wakeForOutbox } from '../waking.ts';

/** Once for a person and a zone, whichever process sees it first. Never throws: nobody is kept out by it. */
export async function tellOfUnknownZone(app: App, { id, name }: StoredPerson, zone: string): Promise<void> {
  const key = `${id} ${zone}`;
  if (told.has(key)) return;
  told.add(key);
  app.log.warn(
    { person: name, zone, instead: app.team.timeZone },
    'a chat tells a time zone that is not known here',
  );
  try {
    const subject = subjectOf('person', id);
    await outbox.want(app.database, [{ subject, kind: 'zone', round: zone, to: { personId: id } }]);
    await wakeForOutbox(app);
  } catch (error) {
    app.log.error({ err: error, person: name }, 'a person was not told of their unknown time zone');
  }
}

/** Spares asking the database at each press. */
const told = new Set<string>();

export function unknownZoneCard(zone: string, instead: string): Card {
  return card(t('Your time zone is not known here'), {
    tone: 'warning',
    blocks: [
      text(
        t(
          'Your chat says {zone}. Until it says one that is known, times are read and shown in {instead}, the zone of the team.',
          { zone, instead },
        ),
      ),
      text(
        t(
          'Change it in the settings of your chat, or have `time_zone` put beside your name in the team file, such as Europe/Copenhagen.',
        ),
      ),
    ],
  });
}
