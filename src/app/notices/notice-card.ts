/** What a notice shows: why it comes, and the card that it is about. */
import { type Card, card, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { StoredNotice } from '../../store/notices.ts';
import type { App } from '../app.ts';
import { postCard } from '../cards/post-card.ts';
import { type PostView, viewPost } from '../posts/viewing.ts';

export interface Shown {
  notice: Card;
  /** The post's card alone, which the notice becomes at the next change. Undefined: it stays as it is. */
  card?: Card;
}

/** Undefined: its reason is gone. */
export async function noticeCard(app: App, notice: StoredNotice): Promise<Shown | undefined> {
  const view = await viewPost(app, notice.postId);
  const { revision, stage } = view.post;
  const awaits = notice.kind === 'expired' ? 'expired' : 'in_review';
  if (revision !== notice.revision || stage !== awaits) return undefined;
  const shown = postCard(view, app.team.timeZone);
  const why = text(reasonOf(notice, view));
  // A channel has the card already; people find it by the post's number.
  if (notice.personId === null) return { notice: card(shown.heading, { tone: shown.tone, blocks: [why] }) };
  return { card: shown, notice: { ...shown, blocks: [why, ...shown.blocks] } };
}

function reasonOf({ kind, personId }: StoredNotice, { post }: PostView) {
  if (kind === 'expired') return t('Nobody decided on your post in time. Edit sends it for review again.');
  const since = time((post.awaitedSince ?? post.updatedAt).getTime());
  return kind === 'reminder' && personId !== null
    ? t('Your decision is awaited. Nobody has decided since {since}.', { since })
    : t('Nobody has decided on this since {since}.', { since });
}
