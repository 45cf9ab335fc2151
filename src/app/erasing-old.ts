/** Once a day: what others wrote and is older than the team file keeps it. */
import { section as retentionSection } from '../../config/team/sections/retention.ts';
import { done, type Outcome } from '../queue/job.ts';
import * as erasing from '../store/erasing.ts';
import type { App } from './app.ts';

export async function eraseOld({ database, clock, team, log }: App): Promise<Outcome> {
  const { mentions, messages } = retentionSection.of(team);
  const now = clock.now();
  const before = (span: number) => new Date(now - span);
  const erased = {
    mentions:
      mentions === undefined
        ? 0
        : await all((most) => erasing.eraseMentions(database, before(mentions), most)),
    storms: mentions === undefined ? 0 : await erasing.eraseStorms(database, before(mentions)),
    quotes: mentions === undefined ? 0 : await erasing.eraseQuotes(database, before(mentions)),
    shown:
      mentions === undefined ? 0 : await erasing.eraseShown(database, before(Math.max(mentions, LOOKED_AT))),
    messages:
      messages === undefined
        ? 0
        : await all((most) => erasing.eraseMessages(database, before(messages), most)),
    links: await erasing.dropOldLinks(database, before(LINKS_KEPT)),
  };
  if (Object.values(erased).some((count) => count > 0))
    log.info({ event: 'retention', ...erased }, 'what was old is erased');
  return done;
}

/** A few at a time: nobody else waits long for the rows, or for the embedded database. */
async function all(erase: (most: number) => Promise<number>): Promise<number> {
  let count = 0;
  for (;;) {
    const erased = await erase(AT_ONCE);
    count += erased;
    if (erased < AT_ONCE) return count;
  }
}

const AT_ONCE = 500;
/** ms for which a published post is looked at by itself (receipts/verifying.ts), and a day. */
const LOOKED_AT = 9 * 86_400_000;
/** ms; who asked to be one with whom is in the audit log. */
const LINKS_KEPT = 30 * 86_400_000;
