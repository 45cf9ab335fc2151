/**
 * What the rules say of a message. Pure: it reads what was said before and changes nothing, so that a dry run, a
 * back-test and the bot itself are the same code.
 */
import { exemptions } from './exemption.ts';
import { fingerprint } from './fingerprint.ts';
import { History } from './history.ts';
import type { Message } from './message.ts';
import { Reading } from './reading.ts';
import type { Action, Found, Look, Rule, RuleType, Tell } from './rule.ts';

export interface Decision {
  rule: string;
  action: Action;
  /** The rule only watches; nothing is to be done. */
  shadow?: true;
  why: Why;
}

export interface Why {
  /** UTF-16 indexes in `text`, the end not included. */
  span: [number, number];
  matched: string;
  /** All that stands in the part. */
  text: string;
  /** `content`, `embeds[0].title`. */
  part: string;
  /** What was compared, where it is not `matched`. */
  folded?: string;
  /** The entry of the rule's list. */
  entry?: string;
  count?: number;
  limit?: number;
  /** What the rule passes over, and what stood against it. Empty when it passes over nothing. */
  exemptions: Record<string, unknown>;
}

/** A rule with its parameters, read and checked. */
export type ReadRule = Rule & Record<string, unknown>;

export class Rules {
  readonly list: readonly ReadRule[];
  private readonly looks: ((look: Look, tell: Tell) => void)[];

  constructor(list: readonly ReadRule[], types: ReadonlyMap<string, RuleType>) {
    this.list = list;
    this.looks = [...types.values()].flatMap((type) => {
      const places = list.flatMap((rule, index) => (rule.type === type.name ? [index] : []));
      if (places.length === 0) return [];
      const look = type.prepare(places.map((place) => list[place] as never));
      return [(at: Look, tell: Tell) => look(at, (rule, found) => tell(places[rule] ?? 0, found))];
    });
  }

  /** For as long as the longest rule looks back. */
  history(): History {
    const windows = this.list.map(({ unit, window_s: window }) =>
      unit === 'message' ? Number(window) * 1000 : 0,
    );
    return new History(Math.max(0, ...windows));
  }

  /** Each rule decides by itself, in the order of the list. */
  evaluate(message: Message, history: History): Decision[] {
    const hits = new Map<number, Found>();
    const readings = message.parts.map((part) => new Reading(part));
    const tell = firstInto(hits);
    const at = { message, readings, history };
    for (const look of this.looks) look(at, tell);
    if (hits.size === 0) return NONE;
    return [...hits]
      .sort(([one], [other]) => one - other)
      .flatMap(([index, found]) => decide(this.list[index], found, message));
  }

  /** Afterwards: what was said counts for what is said next. */
  remember(message: Message, history: History): void {
    if (history.keeps) history.remember(message, fingerprint(message));
  }
}

const NONE: Decision[] = [];

function firstInto(hits: Map<number, Found>): Tell {
  return (rule, found) => {
    if (!hits.has(rule)) hits.set(rule, found);
  };
}

function decide(rule: ReadRule | undefined, found: Found, message: Message): Decision[] {
  if (!rule) return [];
  const { exemptBy, looked } = exemptions(rule, message);
  if (exemptBy !== undefined) return [];
  const { name, action, shadow } = rule;
  const { span, text, part, folded, ...more } = found;
  const matched = text.slice(...span);
  return [
    {
      rule: name,
      action,
      ...(shadow && { shadow }),
      why: {
        span,
        matched,
        text,
        part,
        ...(folded !== undefined && folded !== matched && { folded }),
        ...more,
        exemptions: looked,
      },
    },
  ];
}
