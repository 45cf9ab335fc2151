/** Reads the sources that are due. Each is its own unit: one that fails, or is slow, holds up none. */
import { z } from 'zod';
import { type ListeningSource, section as listening } from '../../../config/team/sections/listening.ts';
import { t } from '../../kit/t.ts';
import type { Item } from '../../listening/item.ts';
import { fetchFeed } from '../../media/fetch-feed.ts';
import { NetworkError } from '../../networks/network.ts';
import { LOOK_UP } from '../../networks/source.ts';
import { done, type Outcome } from '../../queue/job.ts';
import * as mentions from '../../store/mentions.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';
import { readBack } from './catching-up.ts';
import { takeAway, takeIn } from './taking-in.ts';
import { showSourceChanged, tellOfSource } from './telling-source.ts';
import { lookForWithheld } from './withholding.ts';

type Polled = Extract<ListeningSource, { kind: 'account' | 'feed' | 'channel' }>;

export async function readSources(app: App): Promise<Outcome> {
  const polled = Object.values(listening.of(app.team).sources).filter(isPolled);
  const names = polled.map(({ name }) => name);
  await app.database.transaction((transaction) => sources.forgetOthers(transaction, names, app.clock.now()));
  await Promise.all(
    polled.map((source) =>
      readSource(app, source).catch((error) =>
        app.log.error({ err: error, source: source.name }, 'a source was not read'),
      ),
    ),
  );
  return done;
}

async function readSource(app: App, source: Polled): Promise<void> {
  const { database, clock } = app;
  await sources.know(database, source.name, originOf(source));
  const isFirst = source.kind === 'channel' && isFirstLook(app, source.name);
  if (isFirst) await sources.retry(database, source.name);
  const taken = await sources.take(database, source.name, clock.now(), LEASE);
  if (!taken) return;
  try {
    const read = await readFrom(app, source, taken.cursor ?? undefined);
    const now = clock.now();
    await takeIn(app, source, read.items, async (transaction) => {
      await sources.advance(transaction, taken, {
        cursor: read.cursor,
        // A chat that is just being connected is asked again soon.
        nextAt: now + (read.isPartial && isFirst ? 0 : everyOf(source)),
        now,
      });
      const reason = t('more than could be read back');
      if (read.gap) await sources.noteGap(transaction, source.name, { ...read.gap, reason });
    });
    if (taken.fault !== null) await showSourceChanged(app, source.name);
    await followAnswered(app, source);
    if (source.kind === 'account')
      await lookForWithheld(app, taken, app.accounts.get(source.account)?.connection.source);
  } catch (error) {
    // Soon: it is read from when somebody connects it.
    const isAbsent = source.kind === 'account' && !app.accounts.get(source.account);
    await fail(app, taken, error, isAbsent ? ABSENT_EVERY : undefined);
  }
}

interface Read {
  items: Item[];
  cursor: string;
  gap?: { from: number; to: number };
  /** A channel was not read; its place in the cursor stays. */
  isPartial?: boolean;
}

async function readFrom(app: App, source: Polled, cursor: string | undefined): Promise<Read> {
  if (source.kind === 'feed') return readFeed(app, source.url, cursor);
  if (source.kind === 'channel') return readBack(app, source, cursor);
  const account = app.accounts.get(source.account);
  if (!account) throw notConnected(source.account);
  if (account.connection.source) return account.connection.source.read(cursor);
  const words = t('{account} tells nothing of what others write.', { account: source.account });
  throw new NetworkError('refused', words);
}

function notConnected(account: string): NetworkError {
  return new NetworkError('unreachable', t('Nobody has connected {account}.', { account }), {
    remedy: t('Connect it under that name (/accounts connect), or correct the name in the team file.'),
  });
}

/** The first time tells what is there already, which is nothing new. */
async function readFeed(app: App, url: string, cursor: string | undefined): Promise<Read> {
  const known = feedCursor.parse(cursor === undefined ? undefined : JSON.parse(cursor));
  const fetched = await fetchFeed(url, known ?? {}, app.internet);
  if (fetched.kind === 'same') return { items: [], cursor: cursor ?? JSON.stringify({ seen: [] }) };
  if (fetched.kind === 'failed') {
    const { reason, isRefused, retryAfter } = fetched;
    const words = t('The feed was not read: {reason}.', { reason });
    throw new NetworkError(isRefused ? 'unauthorized' : 'unreachable', words, { retryAfter });
  }
  const items = await parsed(fetched.bytes, fetched.contentType, app.clock.now());
  const seen = new Set(known?.seen ?? []);
  const fresh = known ? items.filter(({ id }) => !seen.has(id)) : [];
  const kept = [...new Set([...items.map(({ id }) => id), ...seen])].slice(
    0,
    Math.max(MOST_SEEN, items.length),
  );
  return { items: fresh, cursor: JSON.stringify({ ...fetched.validators, seen: kept }) };
}

async function parsed(bytes: Uint8Array, contentType: string, now: number): Promise<Item[]> {
  // Loaded with the first feed: most teams have none, and the start need not wait for its parser.
  const { itemsOfFeed } = await import('../../listening/feed.ts');
  try {
    return itemsOfFeed(bytes, contentType, now);
  } catch (error) {
    const words = t('What the address answers is no feed that can be read.');
    throw new NetworkError('unreachable', words, { cause: error });
  }
}

const feedCursor = z
  .object({ etag: z.string().optional(), modified: z.string().optional(), seen: z.array(z.string()) })
  .optional();

/** The cursor stays, so that nothing is lost when it goes on. Who does not let us in is told of at once, others when they last. */
async function fail(
  app: App,
  source: sources.StoredSource,
  error: unknown,
  wait = waitAfter(source.failures, error),
): Promise<void> {
  const isForeseen = error instanceof NetworkError;
  if (!isForeseen) app.log.error({ err: error, source: source.name }, 'a source was not read');
  const fault = isForeseen
    ? `${error.message} ${error.remedy}`.trim()
    : t('Something unforeseen happened; it stands in the log.');
  const isPaused = isForeseen && error.reason === 'unauthorized';
  const now = app.clock.now();
  const nextAt = now + wait;
  await app.database.transaction((transaction) =>
    sources.fail(transaction, source, { fault, nextAt, now, isPaused }),
  );
  if ((isPaused && !source.isPaused) || source.failures + 1 === TOLD_AFTER)
    await tellOfSource(app, source.name);
}

/** What somebody is answering is looked at again: an edit voids the approval, and a deletion ends the answer. */
async function followAnswered(app: App, source: Polled): Promise<void> {
  if (source.kind !== 'account') return;
  const account = app.accounts.get(source.account);
  const looked = account?.connection.source;
  if (!looked?.lookUp) return;
  const waiting = await mentions.awaitingAnswers(app.database, source.name, LOOK_UP);
  if (waiting.length === 0) return;
  const there = await looked.lookUp(waiting);
  await takeIn(app, source, there);
  const found = new Set(there.map(({ id }) => id));
  const gone = waiting.filter((id) => !found.has(id));
  if (gone.length > 0) await takeAway(app, source, gone);
}

/** ms */
const ABSENT_EVERY = 60_000;

/** ms; twice as long each time, with some chance in it, up to half an hour. */
function waitAfter(failures: number, error: unknown): number {
  const told = error instanceof NetworkError ? (error.retryAfter ?? 0) : 0;
  const longest = Math.min(30_000 * 2 ** Math.min(failures, 10), 30 * 60_000);
  return Math.min(Math.max(told, longest * (0.75 + Math.random() / 2)), 6 * 3_600_000);
}

/** Read from elsewhere, it begins anew. */
function originOf(source: Polled): string {
  if (source.kind === 'channel') return `channels:${JSON.stringify(source.places)}`;
  return source.kind === 'feed' ? source.url : `account:${source.account}`;
}

function everyOf(source: Polled): number {
  if (source.kind === 'feed') return source.every;
  return source.kind === 'channel' ? CHANNELS_EVERY : ACCOUNTS_EVERY;
}

/** Of this process: what was written while none ran is read back at once. */
function isFirstLook(app: App, name: string): boolean {
  const looked = lookedAt.get(app) ?? new Set<string>();
  lookedAt.set(app, looked);
  const isFirst = !looked.has(name);
  looked.add(name);
  return isFirst;
}

const lookedAt = new WeakMap<App, Set<string>>();

function isPolled(source: ListeningSource): source is Polled {
  return source.kind !== 'webhook';
}

/** ms: longer than a source may take. */
const LEASE = 5 * 60_000;
const ACCOUNTS_EVERY = 60_000;
/** They are heard as they are written; this is for what was not. */
const CHANNELS_EVERY = 10 * 60_000;
const MOST_SEEN = 1_000;
const TOLD_AFTER = 5;
