/** The card of a source that cannot be read, of one that keeps something back, and of one that is well again. */
import { type Card, card, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';
import { sourceNamed } from './replying.ts';

export async function drawSource(app: App, name: string): Promise<Card | undefined> {
  const source = await sources.find(app.database, name);
  if (!source) return undefined;
  if (!sourceNamed(app, name)) return card(t('{name} is listened to no more', { name }));
  const { fault, faultSince, withheld } = source;
  if (fault === null && withheld !== null)
    return card(t('{name} does not tell all that is written', { name }), {
      tone: 'warning',
      blocks: [text(withheld)],
    });
  if (fault === null)
    return card(t('{name} is listened to', { name }), {
      tone: 'good',
      blocks: [text(t('What was written meanwhile is read from where reading stopped.'))],
    });
  return card(t('{name} cannot be listened to', { name }), {
    tone: 'bad',
    blocks: [
      text(t('Since {at}: {fault}', { at: time(faultSince?.getTime() ?? app.clock.now()), fault })),
      text(
        t(
          'What others write there does not come in meanwhile. It is tried again by itself, and nothing is skipped.',
        ),
      ),
    ],
  });
}
