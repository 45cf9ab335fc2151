/** What waits, as one person reads it: what is not public too, since nobody else sees the answer. */
import { section as listening } from '../../../config/team/sections/listening.ts';
import { button, type Card, card, context, type Inline, list, strong, text, time } from '../../chat/card.ts';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import * as conversations from '../../store/conversations.ts';
import type * as mentions from '../../store/mentions.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';
import { excerptOf } from '../posts/excerpt.ts';

/** Throws a `Refusal` for a filter that names nothing. */
export async function inboxCard(app: App, person: Person, words: string, from = 0): Promise<Card> {
  const filter = readFilter(app, words);
  const asked = {
    ...(filter.kind === 'mine' && { personId: person.id }),
    ...(filter.kind === 'storm' && { stormId: filter.id }),
  };
  const open = await conversations.open(app.database, { ...asked, most: MOST_LOOKED_AT });
  const newestOf = await conversations.newestOf(
    app.database,
    open.map(({ id }) => id),
  );
  const rows = open.map((one) => ({ one, newest: newestOf.get(one.id) }));
  const fitting = rows.filter(({ one, newest }) => newest && fits(filter, one, newest));
  const shown = fitting.slice(from, from + MOST_SHOWN);
  const left = fitting.length - from - shown.length;
  const known = await sources.all(app.database);
  return card(
    t('{count, plural, =0 {Nothing waits} one {# conversation waits} other {# conversations wait}}', {
      count: fitting.length,
    }),
    {
      tone: fitting.length === 0 ? 'good' : 'waiting',
      blocks: [
        ...(shown.length === 0
          ? [text(t('What others write stands in its channel as it comes in.'))]
          : [list(shown.map(({ one, newest }) => (newest ? line(one, newest) : '')))]),
        ...(left > 0 ? [context(t('{count} more; the longest waiting stand first.', { count: left }))] : []),
        ...(open.length === MOST_LOOKED_AT
          ? [context(t('Only the {most} that wait longest were looked at.', { most: MOST_LOOKED_AT }))]
          : []),
        ...known.flatMap((source) => blindSpotOf(source, app.clock.now())),
      ],
      actions: [
        ...shown.map(({ one }) => button('inbox.open', one.id, t('Open {id}', { id: String(one.id) }))),
        ...(left > 0 ? [button('inbox.more', `${from + shown.length}.${words.trim()}`, t('Show more'))] : []),
      ],
    },
  );
}

/** What does not come in, and why. */
function blindSpotOf({ name, fault, faultSince, withheld }: sources.StoredSource, now: number) {
  if (fault !== null) {
    const at = time(faultSince?.getTime() ?? now);
    return [context(t('{name} cannot be read since {at}: {fault}', { name, at, fault }))];
  }
  return withheld === null ? [] : [context(t('{name}: {withheld}', { name, withheld }))];
}

type Filter =
  | { kind: 'all' }
  | { kind: 'mine' }
  | { kind: 'storm'; id: number }
  | { kind: 'source' | 'topic'; name: string };

function readFilter(app: App, words: string): Filter {
  const name = words.trim().toLowerCase();
  const { sources: known, topics } = listening.of(app.team);
  if (name === '' || name === 'all') return { kind: 'all' };
  if (name === 'mine') return { kind: 'mine' };
  const storm = /^storm-(\d{1,15})$/.exec(name);
  if (storm) return { kind: 'storm', id: Number(storm[1]) };
  if (Object.hasOwn(known, name)) return { kind: 'source', name };
  if (topics.some((topic) => topic.name === name)) return { kind: 'topic', name };
  const names = ['mine', ...Object.keys(known), ...topics.map((topic) => topic.name)].join(', ');
  throw refuse(
    'inbox.filter.unknown',
    'filter',
    t('"{name}" is neither a source nor a topic.', { name }),
    t('There are: {names}.', { names }),
  );
}

function fits(
  filter: Filter,
  { source }: conversations.StoredConversation,
  { topics }: mentions.StoredMention,
): boolean {
  if (filter.kind === 'source') return source === filter.name;
  return filter.kind === 'topic' ? topics.includes(filter.name) : true;
}

function line(
  { id, source, state }: conversations.StoredConversation,
  newest: mentions.StoredMention,
): Inline {
  return [
    strong(`${id}`),
    ` ${newest.author.name} (${source}), `,
    time(newest.writtenAt.getTime(), 'relative'),
    `: ${excerptOf(newest.text)}`,
    ...(state === 'claimed' ? [` (${t('claimed')})`] : []),
  ];
}

const MOST_LOOKED_AT = 1_000;
const MOST_SHOWN = 15;
