/** The card of a storm: how many write, what they say, and how many still wait. */
import { button, type Card, card, context, type Inline, link, list, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { StoredMention } from '../../store/mentions.ts';
import * as storms from '../../store/storms.ts';
import type { App } from '../app.ts';
import { excerptOf } from '../posts/excerpt.ts';

export async function stormCard(app: App, id: number): Promise<Card | undefined> {
  const storm = await storms.find(app.database, id);
  if (!storm) return undefined;
  const counted = await storms.counts(app.database, id);
  const newest = await storms.newest(app.database, id, MOST_LISTED);
  const { conversations, waiting, negative } = counted;
  return card(headingOf(storm, conversations), {
    tone: waiting === 0 ? 'good' : negative * 2 > conversations ? 'bad' : 'waiting',
    blocks: [
      text([
        t('Since '),
        time(storm.beganAt.getTime()),
        t(
          '. So many came at once that they share this card: {waiting, plural, =0 {none waits any more} one {one still waits} other {# still wait}}, {negative, plural, one {# sounds} other {# sound}} negative.',
          { waiting, negative },
        ),
      ]),
      list(newest.map(lineOf)),
      ...(conversations > newest.length
        ? [context(t('The newest are shown; /inbox filter:storm-{id} lists each.', { id: String(id) }))]
        : []),
    ],
    actions: waiting === 0 ? [] : [button('storm.list', id, t('Show those that wait'))],
  });
}

function headingOf({ kind, name }: storms.StoredStorm, count: number): string {
  if (kind === 'topic')
    return t('{count, plural, one {One more conversation} other {# more conversations}} about {name}', {
      ...{ count, name },
    });
  return t('{count, plural, one {One more says} other {# more say}} the same: {words}', {
    ...{ count, words: excerptOf(name) },
  });
}

function lineOf({ author, source, writtenAt, url, text: words }: StoredMention): Inline {
  return [
    `${author.name} (${source}), `,
    time(writtenAt.getTime(), 'relative'),
    `: ${excerptOf(words)}`,
    ...(url === null ? [] : [' ', link(url, t('open'))]),
  ];
}

const MOST_LISTED = 8;
