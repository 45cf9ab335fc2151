/** What people read of a target that was connected. Its name stays: posts, approvals and the audit log tell of it. */
import { refuse } from '../../kit/finding.ts';
import { storable } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import * as targets from '../../store/targets.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';

export const MOST_TITLE = 100;

/** The title as it is kept. Throws a `Refusal`. */
export async function renameTarget(app: App, actor: Actor, target: string, said: string): Promise<string> {
  const title = storable(said).replaceAll(/\s+/g, ' ').trim();
  if (title === '' || title.length > MOST_TITLE)
    throw refuse(
      'target.title',
      'title',
      t('The title has {found} characters; it needs 1 to {most}.', { found: title.length, most: MOST_TITLE }),
      t('Write what people shall read on cards.'),
    );
  const before = app.accounts.titleOf(target);
  const isThere = await app.database.transaction(async (transaction) => {
    if (!(await targets.rename(transaction, target, title))) return false;
    const details = { before, title };
    await audit.append(transaction, { ...entryBy(actor, 'target.renamed', app.clock), target, details });
    return true;
  });
  if (!isThere)
    throw refuse(
      'target.not_connected',
      'target',
      t('{title} was not connected here.', { title: before }),
      t('Its title stands in the team file.'),
    );
  await app.accounts.refresh();
  return title;
}
