/** All posts as a spreadsheet, or those that have a time as a calendar. */
import { writeInstant } from '../../../kit/when.ts';
import { type DatedPost, writeCalendar } from '../../../posts/calendar-file.ts';
import type { Content } from '../../../posts/content.ts';
import { EVERYWHERE, type FieldUses } from '../../../posts/fields.ts';
import type { PostInput } from '../../../posts/input.ts';
import { type PostState, stateOf, statesOf } from '../../../posts/post.ts';
import { type Row, writeSpreadsheet } from '../../../posts/spreadsheet.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { type NamedPeople, namedPeople } from '../../people/person-part.ts';
import { excerptOf } from '../excerpt.ts';
import { stateWords } from './post-states.ts';

export async function exportSpreadsheet(app: App): Promise<string> {
  const rows: Omit<Row, 'number'>[] = [];
  for await (const { exported, people } of all(app))
    rows.push(...exported.map((one) => rowOf(one, app.team.timeZone, people)));
  return writeSpreadsheet(rows);
}

export async function exportCalendar(app: App): Promise<string> {
  const dated: DatedPost[] = [];
  for await (const { exported } of all(app)) dated.push(...exported.flatMap(datedOf));
  return writeCalendar(app.team.name, dated);
}

interface Exported {
  post: posts.StoredPost;
  state: PostState;
  /** Undefined: it was never in order, and is as its author typed it. */
  revision: posts.StoredRevision | undefined;
  deliveries: postDeliveries.StoredDelivery[];
  /** Epoch ms. */
  sentAt: number | undefined;
  links: string[];
}

async function* all(app: App): AsyncGenerator<{ exported: Exported[]; people: NamedPeople }> {
  for (let last = 0; ; ) {
    const page = await posts.inOrder(app.database, last, PAGE);
    const end = page.at(-1);
    if (!end) return;
    last = end.id;
    const people = await namedPeople(
      app,
      page.map(({ authorId }) => authorId),
    );
    yield { exported: await Promise.all(page.map((post) => viewed(app, post))), people };
  }
}

async function viewed({ database }: App, post: posts.StoredPost): Promise<Exported> {
  const [revision, deliveries] = await Promise.all([
    posts.findRevision(database, post.id, post.revision),
    postDeliveries.ofPost(database, post.id, post.revision),
  ]);
  const sent = deliveries.flatMap(({ sentAt }) => (sentAt === null ? [] : [sentAt.getTime()]));
  return {
    ...{ post, revision, deliveries, state: stateOf(post.stage, statesOf(deliveries)) },
    sentAt: sent.length > 0 ? Math.min(...sent) : undefined,
    links: deliveries.flatMap(postDeliveries.publishedBy).flatMap(({ url }) => url ?? []),
  };
}

function rowOf(
  { post, state, revision, deliveries, sentAt, links }: Exported,
  zone: string,
  people: NamedPeople,
): Omit<Row, 'number'> {
  const { input } = post;
  const content = revision?.content;
  const written = (instant: number | null | undefined) =>
    instant == null ? '' : writeInstant(instant, zone);
  return {
    variants: content?.variants ?? input.variants,
    fields: content ? shownFields(content) : typedFields(input),
    cells: {
      id: String(post.id),
      state: stateWords({ state, post, deliveries }),
      author: people.get(post.authorId)?.name ?? '',
      text: content?.text ?? input.text,
      to: content?.targets.join(', ') ?? input.to,
      at: content ? written(content.at) : input.at,
      picture: '',
      alt: input.media[0]?.alt ?? '',
      pictures: input.media.map(({ name }) => name).join(', '),
      campaign: content ? (content.campaign ?? '') : input.campaign,
      published: written(sentAt),
      links: links.join(' '),
      corrects: post.corrects === null ? '' : String(post.corrects),
    },
  };
}

function shownFields({ fields = {} }: Content): Row['fields'] {
  const words = (uses: FieldUses) =>
    Object.fromEntries(Object.entries(uses).map(([key, { value, label }]) => [key, label ?? value]));
  return Object.fromEntries(Object.entries(fields).map(([target, uses]) => [target, words(uses)]));
}

/** What is said for all has no column: a draft says so behind its command. */
function typedFields({ fields = {} }: PostInput): Row['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([target]) => target !== EVERYWHERE));
}

/** Corrections take no place in a calendar, nor does what nobody means to publish any more. */
function datedOf({ post, state, revision, sentAt, links }: Exported): DatedPost[] {
  const at = sentAt ?? revision?.content.at;
  if (!revision || at == null || post.corrects !== null || GONE.has(state)) return [];
  const { text } = revision.content;
  const [url] = links;
  return [
    {
      ...{ id: post.id, revision: post.revision, at, text },
      title: excerptOf(text) || `#${post.id}`,
      changedAt: post.updatedAt.getTime(),
      isSettled: post.stage === 'approved',
      ...(url === undefined ? {} : { url }),
    },
  ];
}

const GONE = new Set<PostState>(['draft', 'rejected', 'cancelled', 'expired', 'deleted']);
const PAGE = 100;
