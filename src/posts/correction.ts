/**
 * Corrections of a published post: posts of their own, whose text takes the place of what is live. One at a time is
 * open, so they follow one another in the order of their numbers.
 */
import { type Content, textFor } from './content.ts';
import type { DeliveryState } from './delivery.ts';
import { partsOf } from './parts.ts';

export interface Correction {
  postId: number;
  content: Content;
  /** Of its current revision; none before its approval. */
  deliveries: CorrectionDelivery[];
}

export interface CorrectionDelivery {
  target: string;
  state: DeliveryState;
  /** How many parts of a thread were edited; 0 where it is one post, or none was. */
  parts: number;
}

/** What people read at some targets, and what becomes of it. */
export interface TextChange {
  targets: string[];
  before: string;
  after: string;
}

/** What stands at a target now that these were sent. `corrections`: in the order of their numbers. */
export function liveText(original: Content, target: string, corrections: readonly Correction[]): string {
  return corrections.reduce(
    (live, correction) => textAfter(correction, target, live),
    textFor(original, target),
  );
}

/** Of a correction that may have gone through: of a thread part by part, all of it first. */
export function textsOnTheWay(live: string, text: string): string[] {
  const [before, after] = [partsOf(live), partsOf(text)];
  return after.map((_, left) => {
    const parts = after.length - left;
    return [...after.slice(0, parts), ...before.slice(parts)].join(BORDER);
  });
}

/** What stands at these targets: what most of those without an own text have is the text, the rest are variants. */
export function liveContent(
  original: Content,
  targets: readonly string[],
  corrections: readonly Correction[],
): Pick<Content, 'text' | 'variants'> {
  const texts = targets.map((target) => [target, liveText(original, target, corrections)] as const);
  const common = texts.filter(([target]) => !Object.hasOwn(original.variants, target));
  const candidates = (common.length > 0 ? common : texts).map(([, text]) => text);
  const sharing = (words: string) => candidates.filter((text) => text === words).length;
  const text = candidates.toSorted((one, other) => sharing(other) - sharing(one))[0] ?? original.text;
  return { text, variants: Object.fromEntries(texts.filter(([, words]) => words !== text)) };
}

/** Whether something of it has reached this target. */
export function hasReached({ deliveries }: Correction, target: string): boolean {
  return deliveries.some((one) => one.target === target && (one.state === 'sent' || one.parts > 0));
}

/** A later one that has reached the target: what is older must not come back. */
export function supersededBy(
  postId: number,
  target: string,
  corrections: readonly Correction[],
): Correction | undefined {
  return corrections.findLast((one) => one.postId > postId && hasReached(one, target));
}

/** Where the text differs, targets with the same change together. */
export function textChanges(
  targets: readonly string[],
  before: (target: string) => string,
  after: (target: string) => string,
): TextChange[] {
  const found = new Map<string, TextChange>();
  for (const target of targets) {
    const change = { before: before(target), after: after(target) };
    if (change.before === change.after) continue;
    const key = JSON.stringify(change);
    found.set(key, { ...change, targets: [...(found.get(key)?.targets ?? []), target] });
  }
  return [...found.values()];
}

function textAfter({ content, deliveries }: Correction, target: string, live: string): string {
  const delivery = deliveries.find((one) => one.target === target);
  const text = textFor(content, target);
  if (delivery?.state === 'sent') return text;
  const parts = delivery?.parts ?? 0;
  // A thread that broke off: its first parts are the new ones.
  return parts === 0 ? live : [...partsOf(text).slice(0, parts), ...partsOf(live).slice(parts)].join(BORDER);
}

const BORDER = '\n---\n';
