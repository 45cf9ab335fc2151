/** What a press on a post's card is answered with. */
import type { App } from '../../src/app/app.ts';
import { outdatedCard } from '../../src/app/posts/cards/outdated-card.ts';
import { postCard } from '../../src/app/posts/cards/post-card.ts';
import { viewPost } from '../../src/app/posts/cards/post-view.ts';
import { isMirrored } from '../../src/app/showing/mirrored.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/command.ts';
import { forbid } from '../../src/kit/finding.ts';
import { t } from '../../src/kit/t.ts';
import { isOfTeam } from '../../src/people/person.ts';

export type Pressed = (press: Press, app: App) => Promise<Card | undefined>;

/** The mirrored card is its own answer; a private one (of /post show) does not change by itself. */
export async function after(
  { person, message }: Press,
  app: App,
  postId: number,
  ended: 'done' | 'stale',
  typed = '',
): Promise<Card | undefined> {
  // Who is not of the team sees no more than the card that they pressed on.
  if (ended === 'stale' && !isOfTeam(person)) throw notOfTheTeam();
  if (ended === 'stale') return outdatedCard(await viewPost(app, postId), person.timeZone, typed);
  if (await isMirrored(app, message)) return undefined;
  return postCard(await viewPost(app, postId), person.timeZone);
}

function notOfTheTeam() {
  return forbid(
    'post.member',
    t('This card'),
    t('It is out of date, and how the post stands now is shown to the team alone.'),
    t('An admin can give you a role in the team file.'),
  );
}
