/**
 * Feels that something turns in what is said about each topic, and opens a crisis. What a detector has learned is kept of
 * slots that change no more; the last two are looked at anew each time, as mentions come in late.
 */
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { section as listeningSection } from '../../../config/team/sections/listening.ts';
import { begin, type DetectorState, step, type Verdict } from '../../crisis/detection/detector.ts';
import { explain } from '../../crisis/detection/explain.ts';
import type { Finding } from '../../crisis/detection/finding.ts';
import { DAYS_KEPT } from '../../crisis/detection/history.ts';
import type { Slot } from '../../crisis/detection/slot.ts';
import { t } from '../../kit/t.ts';
import * as crises from '../../store/crises.ts';
import type { Transaction } from '../../store/database.ts';
import * as detectors from '../../store/detectors.ts';
import { SLOT } from '../../store/mention-slots.ts';
import type { App } from '../app.ts';
import { excerptOf } from '../posts/excerpt.ts';
import { type Climbed, wakeForClimb } from './climbing.ts';
import { joinIn } from './joining.ts';
import { openIn } from './opening.ts';
import { type Reachable, reachable } from './roster.ts';
import { slotsOf } from './slots.ts';

/** Each topic by itself: one that fails holds up no other. All together are looked at too, as no topic takes in all. */
export async function detectCrises(app: App): Promise<void> {
  if (!crisisSection.of(app.team).detects) return;
  const { topics, sources } = listeningSection.of(app.team);
  if (Object.keys(sources).length === 0) return;
  for (const topic of [...topics.map(({ name }) => name), ''])
    await detectIn(app, topic).catch((error) =>
      app.log.error(
        { err: error, topic },
        'a topic could not be looked at; the next look goes on from there',
      ),
    );
}

async function detectIn(app: App, topic: string): Promise<void> {
  const before = await detectors.find(app.database, topic);
  const walked = await walk(app, topic, before);
  if (!walked) return;
  const { told, state, until } = walked;
  const isNews = walked.newest !== undefined || until !== before?.until.getTime();
  if (!isNews) return;
  const roster = told ? await reachable(app) : undefined;
  const opened = await app.database.transaction(async (transaction) => {
    const toldOf = walked.newest ?? before?.toldOf?.getTime() ?? null;
    if (!(await detectors.advance(transaction, topic, before, { state, until, toldOf }))) return undefined;
    return told && roster ? tell(app, transaction, roster, topic, told) : undefined;
  });
  if (opened) await wakeForClimb(app, opened);
}

interface Walked {
  /** After the slots before `until`. */
  state: DetectorState;
  until: number;
  /** The newest slot of which an alert was found. */
  newest: number | undefined;
  told: Told | undefined;
}

interface Told {
  finding: Finding;
  /** It may be one that was told already, and moved since some came in late: it joins, and opens nothing. */
  joinsOnly: boolean;
}

/** Undefined: no slot has ended since. */
async function walk(
  app: App,
  topic: string,
  before: detectors.StoredDetector | undefined,
): Promise<Walked | undefined> {
  const end = Math.floor(app.clock.now() / SLOT) * SLOT;
  const since = end - (DAYS_KEPT + 1) * DAY;
  // A topic that is new begins with its own first mention: that nothing was counted before tells nothing of it.
  const from = before?.until.getTime() ?? (await detectors.firstSlot(app.database, topic, since)) ?? end;
  const settings = settingsOf(app, topic);
  const toldOf = before?.toldOf?.getTime() ?? Number.NEGATIVE_INFINITY;
  let state = before?.state ?? begin(SLOT);
  const settled = { state, until: from };
  const alerts: { slot: Slot; finding: Finding }[] = [];
  let last: Verdict | undefined;
  for (const slot of await slotsOf(app, topic, Math.max(from, since), end)) {
    const stepped = step(state, slot, settings);
    state = stepped.state;
    last = stepped.verdict;
    if (slot.at + SLOT <= end - LATE) Object.assign(settled, { state, until: slot.at + SLOT });
    if (last.alert && last.finding && slot.at > toldOf) alerts.push({ slot, finding: last.finding });
  }
  // From the first look on silence counts: nothing was written, and somebody would have seen it.
  if (!last) return before ? undefined : { ...settled, newest: undefined, told: undefined };
  const newest = alerts.at(-1);
  const isFresh = newest !== undefined && (last.open || end - newest.slot.at <= FRESH);
  if (newest && !isFresh)
    app.log.warn({ topic, at: newest.slot.at }, 'something turned while nobody looked, and is calm again');
  const joinsOnly = newest !== undefined && newest.slot.at - toldOf <= LATE;
  return {
    ...settled,
    newest: newest?.slot.at,
    told: isFresh ? { finding: newest.finding, joinsOnly } : undefined,
  };
}

function settingsOf({ team }: App, topic: string) {
  const { falseAlarmsAWeek, topics } = crisisSection.of(team);
  return { falseAlarmsAWeek: topics[topic]?.falseAlarmsAWeek ?? falseAlarmsAWeek, timeZone: team.timeZone };
}

/** More of what goes on joins it; else a crisis begins. */
async function tell(
  app: App,
  transaction: Transaction,
  roster: Reachable,
  topic: string,
  { finding, joinsOnly }: Told,
): Promise<Climbed | undefined> {
  const { severity, until, span } = finding;
  const sentence = explain(finding);
  const links = await linksTo(transaction, topic, until - span, until);
  const found = await crises.joinedBy(transaction, topic);
  if (!found) {
    if (joinsOnly) return undefined;
    const opening = { title: titleOf(finding, topic), sentence, links, severity, topic };
    return (await openIn(app, transaction, roster, opening)).climbed;
  }
  return joinIn(app, transaction, roster, found, { topic, severity, sentence, links });
}

async function linksTo(
  transaction: Transaction,
  topic: string,
  from: number,
  to: number,
): Promise<crises.CrisisLink[]> {
  const found = await detectors.telling(transaction, topic, from, to, MOST_LINKS);
  return found.map(({ text, author, url }) => ({
    url,
    label: t('"{text}" ({name})', { text: excerptOf(text), name: author.name }),
  }));
}

function titleOf({ measure }: Finding, topic: string): string {
  switch (measure) {
    case 'volume':
      return topic === '' ? t('Far more is said of us') : t('Far more is said about {topic}', { topic });
    case 'mood':
      return topic === ''
        ? t('What is said of us turns negative')
        : t('What is said about {topic} turns negative', { topic });
    case 'drift':
      return topic === ''
        ? t('More is said of us day after day')
        : t('More is said about {topic} day after day', { topic });
  }
}

/** ms after its end in which a slot may still change: two slots. */
const LATE = 2 * SLOT;
/** ms: what turned before that, and is calm again, pings nobody. */
const FRESH = 3_600_000;
const DAY = 24 * 3_600_000;
const MOST_LINKS = 3;
