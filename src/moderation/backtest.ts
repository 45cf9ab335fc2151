/** What a rule would have done on messages that were written before. Pure. */
import type { Decision } from './evaluate.ts';
import type { Message } from './message.ts';

export interface BacktestHit {
  message: Message;
  decision: Decision;
}

/** Hits that matched the same, by the first of them. */
export interface Example extends BacktestHit {
  /** How many matched the same. */
  count: number;
  /** Of how many people. */
  people: number;
}

export class Backtest {
  /** Messages that the rule looked at. */
  looked = 0;
  /** Messages of those whom no rule looks at: moderators, bots, whoever is exempt. */
  passedOver = 0;
  readonly hits: BacktestHit[] = [];

  get people(): number {
    return peopleIn(this.hits);
  }

  /**
   * What differs most goes first: one for each thing that was matched, the rarest before the others, since what matches
   * once is where a rule is wrong.
   */
  examples(most: number): Example[] {
    const groups = new Map<string, BacktestHit[]>();
    for (const hit of this.hits) {
      const key = hit.decision.why.entry ?? plain(hit.decision.why.folded ?? hit.decision.why.matched);
      groups.set(key, [...(groups.get(key) ?? []), hit]);
    }
    return [...groups.values()]
      .flatMap((alike) => {
        const [first] = alike;
        return first ? [{ ...first, count: alike.length, people: peopleIn(alike) }] : [];
      })
      .sort((one, other) => one.count - other.count || other.message.at - one.message.at)
      .slice(0, most);
  }
}

function peopleIn(hits: readonly BacktestHit[]): number {
  return new Set(hits.map(({ message }) => message.author.id)).size;
}

function plain(words: string): string {
  return words.toLowerCase().replace(/\s+/g, ' ').trim();
}
