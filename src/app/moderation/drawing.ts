/** What messages about cases and sanctions show. */
import { button, type Card, card, quote, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as cases from '../../store/cases.ts';
import * as sanctions from '../../store/sanctions.ts';
import type { App } from '../app.ts';
import type { Asked } from '../showing/subject.ts';
import { caseCard } from './case-card.ts';
import { unknownCase } from './case-id.ts';
import { viewCase } from './viewing.ts';
import { notesOf } from './why-card.ts';

export async function drawCase(app: App, id: number, { kind, payload }: Asked): Promise<Card | undefined> {
  if (kind === 'restored') return restoredCard(app, id, Number(payload.message));
  if (kind === 'outcome') return outcomeCard(app, id);
  const view = await viewCase(app, id);
  return view && caseCard(view);
}

/** Privately, with its notes. Throws a `Refusal`. */
export async function shownCase(app: App, id: number): Promise<Card> {
  const view = await viewCase(app, id);
  if (!view) throw unknownCase(id);
  const shown = caseCard(view);
  return { ...shown, blocks: [...shown.blocks, ...notesOf(view)] };
}

/** For whoever reported it. */
async function outcomeCard(app: App, id: number): Promise<Card | undefined> {
  const found = await cases.find(app.database, id);
  if (!found) return undefined;
  const isNothing = found.action === 'dismiss' || found.action === 'restore';
  return card(t('The moderators looked at what you reported'), {
    tone: 'good',
    blocks: [
      text(
        isNothing
          ? t('They found that nothing is to be done about it. Thank you all the same.')
          : t('They have acted on it. Thank you.'),
      ),
    ],
  });
}

async function restoredCard(app: App, id: number, messageId: number): Promise<Card | undefined> {
  const found = await cases.find(app.database, id);
  const message = (await cases.messagesOf(app.database, id)).find((one) => one.id === messageId);
  if (!found || !message) return undefined;
  return card(t('{name} wrote', { name: found.userName }), {
    blocks: [
      quote(message.text),
      text(
        t('The moderators held this message and let it through. It was written {at}.', {
          at: time(message.writtenAt.getTime(), 'relative'),
        }),
      ),
    ],
  });
}

/** Told where it cannot be brought about; and later that it is settled. */
export async function drawSanction(app: App, id: number): Promise<Card | undefined> {
  const sanction = await sanctions.find(app.database, id);
  const found = sanction && (await cases.find(app.database, sanction.caseId));
  if (!sanction || !found) return undefined;
  const words = { name: found.userName, id: String(found.id), kind: kindWords(sanction.kind) };
  if (sanction.state === 'over' || sanction.fault === null)
    return card(t('The {kind} of {name} is as it shall be (case {id})', words), { tone: 'good' });
  const isEnding =
    sanction.state === 'ending' || (sanction.until?.getTime() ?? Number.POSITIVE_INFINITY) <= app.clock.now();
  return card(
    isEnding
      ? t('The {kind} of {name} cannot be lifted (case {id})', words)
      : t('The {kind} of {name} cannot be set (case {id})', words),
    {
      tone: 'bad',
      blocks: [
        text(sanction.fault),
        text(t('It is tried again by itself, until the chat says that it is done.')),
      ],
      actions: [button('case.retry', sanction.id, t('Retry'))],
    },
  );
}

function kindWords(kind: sanctions.StoredSanction['kind']): string {
  return kind === 'ban' ? t('ban') : t('timeout');
}
