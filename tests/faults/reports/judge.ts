/** What must not be, in what a run left: reports that are missing, said twice or wrong, and charts that are missing or twice. Pure. */
import type { Known } from './life.ts';

export interface Evidence extends Known {
  /** Each is to stand once in each place. `posts`: how many went out. */
  weeks: { name: string; words: string; posts: number }[];
  places: Place[];
}

export interface Place {
  /** The chat and the channel. */
  name: string;
  audience: string;
  messages: { words: string /** How many pictures each message in its thread has. */; thread: number[] }[];
}

export interface Verdict {
  missing: string[];
  twice: string[];
  wrong: string[];
}

export function judge(evidence: Evidence): Verdict {
  const verdict: Verdict = { missing: [], twice: [], wrong: [] };
  if (!evidence.isQuiet) verdict.missing.push('something is still to come');
  for (const place of evidence.places) {
    for (const week of evidence.weeks) judgeWeek(evidence, place, week, verdict);
    const others = place.messages.filter(
      ({ words }) => !evidence.weeks.some((one) => words.includes(one.words)),
    );
    verdict.wrong.push(...others.map(({ words }) => `${place.name}: of no week: ${words.slice(0, 200)}`));
  }
  return verdict;
}

function judgeWeek(
  { reports }: Evidence,
  place: Place,
  week: Evidence['weeks'][number],
  { missing, twice, wrong }: Verdict,
): void {
  const where = `${place.name}, ${week.name}`;
  const made = reports.filter((one) => one.audience === place.audience && one.period === week.name);
  const told = place.messages.filter(({ words }) => words.includes(week.words));
  const [first] = told;
  if (!first || !made[0]) return void missing.push(`${where}: there is no report`);
  if (told.length > 1) twice.push(`${where}: ${told.length} messages`);
  const published = /Posts published\W*(\d+)/.exec(first.words)?.[1];
  if (Number(published) !== week.posts) wrong.push(`${where}: ${published} posts instead of ${week.posts}`);
  const threads = told.flatMap(({ thread }) => thread);
  if (threads.length === 0) missing.push(`${where}: there are no charts`);
  if (threads.length > 1) twice.push(`${where}: ${threads.length} messages with charts`);
  const pictures = threads[0] ?? made[0].pictures;
  if (pictures !== made[0].pictures)
    wrong.push(`${where}: ${pictures} pictures instead of ${made[0].pictures}`);
}
