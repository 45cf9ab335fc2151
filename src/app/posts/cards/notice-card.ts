/** What a message about a post shows: its card, and where it comes by itself, why. */
import { card, text, time } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import type { App } from '../../app.ts';
import type { Asked, Drawn } from '../../showing/subject.ts';
import { postCard } from './post-card.ts';
import { type PostView, viewPost } from './post-view.ts';

/** Undefined: the reason to write to somebody is gone. */
export async function drawPost(app: App, id: number, asked: Asked): Promise<Drawn | undefined> {
  const view = await viewPost(app, id);
  const shown = postCard(view, app.team.timeZone);
  if (asked.kind === 'card' || (asked.isSent && 'personId' in asked.to)) return shown;
  if (asked.isSent || !isStillSo(view, asked)) return undefined;
  const why = text(reasonOf(asked, view));
  // A channel has the card already; people find it by the post's number.
  if (!('personId' in asked.to)) return card(shown.heading, { tone: shown.tone, blocks: [why] });
  return { ...shown, opening: [why] };
}

/** In a channel, where nobody presses anything on them. */
export function postsTogether(kind: string, count: number): string | undefined {
  const isReminder = kind === 'reminder' || kind === 'escalation';
  return isReminder
    ? t('{count, plural, one {# post waits} other {# posts wait}} for a decision', { count })
    : undefined;
}

function isStillSo({ post }: PostView, { kind, round }: Asked): boolean {
  const awaits = kind === 'expired' ? 'expired' : 'in_review';
  return round.split('.')[0] === String(post.revision) && post.stage === awaits;
}

function reasonOf({ kind, to }: Asked, { post }: PostView) {
  if (kind === 'expired') return t('Nobody decided on your post in time. Edit sends it for review again.');
  const since = time((post.awaitedSince ?? post.updatedAt).getTime());
  return kind === 'reminder' && 'personId' in to
    ? t('Your decision is awaited. Nobody has decided since {since}.', { since })
    : t('Nobody has decided on this since {since}.', { since });
}
