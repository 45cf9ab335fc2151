/** What the section `listening` names, and whether it is there: targets, channels and sources; nothing of ours is listened to. */
import { z } from 'zod';
import { nearest } from '../../src/kit/nearest.ts';
import { t } from '../../src/kit/t.ts';
import type { Fault } from '../fault.ts';
import { didYouMean, faultAt } from './issues.ts';
import type { KnownNames, LineOf } from './section.ts';

/** The channel that is taken where none is named. */
export const DEFAULT_ROUTE = 'inbox';

export function checkListening(raw: unknown, known: KnownNames, lineOf: LineOf): Fault[] {
  const outline = outlineOf.parse(raw);
  const place = { at: ['listening'], lineOf };
  return [
    ...unknownNames(outline, known, place),
    ...listenedToOurselves(outline).map(([name, channel]) =>
      faultAt(
        place,
        ['sources', name, 'channel'],
        'ours',
        t('Cards go to {channel}: what the team says there would come in as mentions.', { channel }),
        t('Name a channel where others write.'),
      ),
    ),
    ...unrouted(outline, known).map((name) =>
      faultAt(
        place,
        ['sources', name],
        'no_route',
        t('Nothing says where the cards of {name} go.', { name }),
        t('Add a channel called {inbox} under channels, or name one as route.', { inbox: DEFAULT_ROUTE }),
      ),
    ),
  ];
}

function unknownNames(outline: Outline, known: KnownNames, place: { at: string[]; lineOf: LineOf }): Fault[] {
  const { sources, topics } = outline;
  const missing = (path: PropertyKey[], name: string | undefined, among: string[], what: string): Fault[] => {
    if (name === undefined || among.includes(name)) return [];
    const message = t('There is no {what} called {name}.', { what, name });
    return [faultAt(place, path, 'unknown', message, near(name, among))];
  };
  return [
    ...missing(['route'], outline.route, known.channels, t('channel')),
    ...missing(['private_route'], outline.private_route, known.channels, t('channel')),
    ...Object.entries(sources).flatMap(([name, { account, channel, target, route }]) => [
      ...awaited(account, missing(['sources', name, 'account'], account, known.targets, t('target'))),
      ...awaited(target, missing(['sources', name, 'target'], target, known.targets, t('target'))),
      ...missing(['sources', name, 'channel'], channel, known.channels, t('channel')),
      ...missing(['sources', name, 'route'], route, known.channels, t('channel')),
    ]),
    ...Object.entries(topics).flatMap(([name, { sources: named, route }]) => [
      ...missing(['topics', name, 'route'], route, known.channels, t('channel')),
      ...named.flatMap((one, index) =>
        missing(['topics', name, 'sources', index], one, Object.keys(sources), t('source')),
      ),
    ]),
  ];
}

function awaited(target: string | undefined, faults: Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, ...(target !== undefined && { awaits: target }) }));
}

function near(name: string, among: string[]): string {
  return nearest(name, among)
    ? didYouMean(name, among)
    : t('There are: {names}.', { names: among.join(', ') || '–' });
}

const maybe = z.string().optional().catch(undefined);
const outlineOf = z
  .object({
    route: maybe,
    private_route: maybe,
    sources: z
      .record(z.string(), z.object({ account: maybe, channel: maybe, target: maybe, route: maybe }).catch({}))
      .catch({}),
    topics: z
      .record(
        z.string(),
        z.object({ route: maybe, sources: z.array(z.string().catch('')).catch([]) }).catch({ sources: [] }),
      )
      .catch({}),
  })
  .catch({ sources: {}, topics: {} });

type Outline = z.infer<typeof outlineOf>;

/** Sources that are channels where the team's own cards stand. */
function listenedToOurselves({ route, private_route, sources, topics }: Outline): [string, string][] {
  const routes = [...Object.values(sources), ...Object.values(topics)].map((one) => one.route);
  const ours = ['review', route ?? DEFAULT_ROUTE, private_route, ...routes];
  return Object.entries(sources).flatMap(([name, { channel }]): [string, string][] =>
    channel !== undefined && ours.includes(channel) ? [[name, channel]] : [],
  );
}

/** Sources whose cards would go nowhere. */
function unrouted({ route, sources }: Outline, { channels }: KnownNames): string[] {
  if (route !== undefined || channels.includes(DEFAULT_ROUTE)) return [];
  return Object.entries(sources).flatMap(([name, one]) => (one.route === undefined ? [name] : []));
}
