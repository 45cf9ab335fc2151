/** What undoing means, for whoever pressed: what comes back, what cannot, and what was deleted. */
import { type Card, card, quote, text } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import type { App } from '../app.ts';
import { whatStays } from './taking-back.ts';

export async function undoneCard(app: App, before: cases.StoredCase): Promise<Card> {
  const stays = whatStays(before.action);
  const gone = (await cases.messagesOf(app.database, before.id)).filter(
    ({ deletion }) => deletion === 'gone',
  );
  return card(t('Case {id} is being taken back', { id: String(before.id) }), {
    tone: 'good',
    blocks: [
      ...(stays === undefined ? [] : [text(stays)]),
      ...gone.slice(0, MOST).map(({ text: words }) => quote(words)),
      ...(before.decisions.length === 0
        ? []
        : [text(t('It counts as a false alarm of the rule; /mod rules shows how many there were.'))]),
    ],
  });
}

const MOST = 5;
