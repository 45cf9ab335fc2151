/** The five-minute slots of a topic as a detector takes them: none is left out, and what nobody could see is not seen. */
import { section as listeningSection } from '../../../config/team/sections/listening.ts';
import type { Slot } from '../../crisis/detection/slot.ts';
import * as detectors from '../../store/detectors.ts';
import { SLOT } from '../../store/mention-slots.ts';
import * as sources from '../../store/sources.ts';
import type { App } from '../app.ts';

/** Those that begin from `from` on and end by `to` (epoch ms, at the edges of slots), in order. */
export async function slotsOf(app: App, topic: string, from: number, to: number): Promise<Slot[]> {
  if (from >= to) return [];
  const db = app.database;
  const named = Math.max(from, to - AUTHORS_FOR);
  const [counted, authors, blind] = await Promise.all([
    detectors.slots(db, topic, from, to),
    detectors.authors(db, topic, { from: named, to, length: SLOT }),
    sources.blindBetween(db, from, to),
  ]);
  const watched = sourcesOf(app, topic);
  const slots: Slot[] = [];
  for (let at = from; at + SLOT <= to; at += SLOT) {
    const { count, negative } = counted.get(at) ?? { count: 0, negative: 0 };
    // One source that is away must not hide what the others tell.
    const isSeen = count > 0 || watched.some((source) => !isBlind(blind, source, at));
    const who = at >= named ? { authors: authors.get(at) ?? [] } : {};
    slots.push(isSeen ? { at, count, negative, ...who } : { at, count: null });
  }
  return slots;
}

function sourcesOf({ team }: App, topic: string): string[] {
  const { topics, sources: all } = listeningSection.of(team);
  const own = topics.find(({ name }) => name === topic)?.sources ?? [];
  return own.length > 0 ? own : Object.keys(all);
}

function isBlind(
  spans: Awaited<ReturnType<typeof sources.blindBetween>>,
  source: string,
  at: number,
): boolean {
  return spans.some(
    (span) =>
      span.source === source &&
      span.fromAt.getTime() <= at &&
      (span.toAt === null || span.toAt.getTime() >= at + SLOT),
  );
}

/** ms: longer than any span that a detector looks at. Who wrote before that is not asked about. */
const AUTHORS_FOR = 24 * 3_600_000;
