/** Asks links where they lead: few at a time, within a short while, and not again for some minutes. */
import type { Clock } from '../kit/clock.ts';
import { t } from '../kit/t.ts';
import { inTurns } from '../kit/turns.ts';
import { type Internet, publicInternet } from './internet.ts';
import { probe, type Reached } from './probe.ts';

export interface Links {
  /** Each address with what became of it. Those that could not be asked in time are `unsure`. */
  ask(addresses: string[]): Promise<Map<string, Reached>>;
}

export interface LinksOptions {
  clock: Clock;
  /** What counts as public; tests have one of their own. */
  internet?: Internet;
  /** ms for one link. */
  deadline?: number;
  /** ms for all of one question. */
  patience?: number;
}

export function createLinks({
  clock,
  internet = publicInternet,
  deadline = DEADLINE,
  patience = PATIENCE,
}: LinksOptions): Links {
  const known = new Map<string, Known>();
  const turns = inTurns(MOST_AT_ONCE);

  function reach(address: string): Promise<Reached> {
    const kept = known.get(address);
    if (kept && clock.now() < kept.until) return kept.answer;
    const answer = turns(() => probe(address, internet, deadline));
    // One that is asked already is not asked twice.
    remember(known, address, { answer, until: clock.now() + KEPT });
    void answer.then(({ state }) => {
      if (state !== 'fine') remember(known, address, { answer, until: clock.now() + KEPT_WHEN_OUT });
    });
    return answer;
  }

  return {
    async ask(addresses) {
      const inTime = limited(patience);
      // Four at a time of one question, so that a post full of dead links holds up nobody else's.
      const own = inTurns(MOST_OF_ONE);
      const answers = addresses.map(async (address, index) => {
        const answer = index < MOST_ASKED ? own(() => reach(address)) : tooMany();
        return [address, await inTime(answer)] as const;
      });
      return new Map(await Promise.all(answers));
    },
  };
}

async function tooMany(): Promise<Reached> {
  return { state: 'unsure', reason: t('a post has its first {most} links asked', { most: MOST_ASKED }) };
}

interface Known {
  answer: Promise<Reached>;
  /** Epoch ms. */
  until: number;
}

/** The oldest is forgotten when there are too many. */
function remember(known: Map<string, Known>, address: string, entry: Known): void {
  known.delete(address);
  known.set(address, entry);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}

function limited(patience: number): (answer: Promise<Reached>) => Promise<Reached> {
  const late: Promise<Reached> = new Promise((resolve) => {
    setTimeout(resolve, patience, { state: 'unsure', reason: t('no answer in time') }).unref();
  });
  return (answer) => Promise.race([answer, late]);
}

/** ms. */
const DEADLINE = 5_000;
const PATIENCE = 10_000;
const KEPT = 10 * 60_000;
/** Shorter: somebody may just be mending it. */
const KEPT_WHEN_OUT = 60_000;
const MOST_AT_ONCE = 8;
const MOST_OF_ONE = 4;
const MOST_ASKED = 30;
const MOST_KNOWN = 1_000;
