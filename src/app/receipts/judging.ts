/** What readings of a post's parts come to. Pure. */
import { createHash } from 'node:crypto';
import { driftOf, type Given, isGone, type Reading } from '../../networks/live.ts';
import { plainForm, textLikeness } from '../../networks/text-likeness.ts';
import type { PartDrift, ReceiptOutcome, Rewriting } from '../../store/receipts.ts';

export interface Judgement {
  outcome: ReceiptOutcome;
  drifts: PartDrift[];
  /** Why it is gone, in the network's words. */
  why: string;
  /** To be kept: how the network writes the texts that stand there. */
  rewritings: Rewriting[];
  /** The same in words, of what it writes otherwise than it was given. */
  written: Written[];
}

export interface Written {
  given: string;
  shown: string;
}

/**
 * `versions`: what may stand there, at least one, each with as many parts as there are readings. `known`: how the network wrote
 * texts before; one that is not among them is read for the first time.
 */
export function judge(
  versions: readonly Given[][],
  readings: readonly Reading[],
  known: readonly Rewriting[],
): Judgement {
  const gone = readings.filter(isGone);
  if (gone.length === readings.length) {
    const why = gone.find((one) => one.gone !== '')?.gone ?? '';
    return { outcome: 'gone', drifts: [], why, rewritings: [...known], written: [] };
  }
  const judged = versions.map((version) => compare(version, readings, known));
  const best = judged.find(({ drifts }) => drifts.length === 0) ?? judged[0];
  const { drifts = [], rewritings = [], written = [] } = best ?? {};
  return { outcome: drifts.length === 0 ? 'same' : 'changed', drifts, why: '', rewritings, written };
}

/** Whether a part was read there before. */
export function wasShown(
  versions: readonly (readonly Given[])[],
  part: number,
  before: { outcome: ReceiptOutcome; rewritings: readonly Rewriting[] } | undefined,
): boolean {
  if (!before) return false;
  const given = versions.map((version) => hashOf(version[part]?.text ?? ''));
  return before.outcome === 'changed' || before.rewritings.some((one) => given.includes(one.given));
}

function compare(
  version: readonly Given[],
  readings: readonly Reading[],
  known: readonly Rewriting[],
): Pick<Judgement, 'drifts' | 'rewritings' | 'written'> {
  const drifts: PartDrift[] = [];
  const written: Written[] = [];
  const rewritings: Rewriting[] = [];
  for (const [index, reading] of readings.entries()) {
    const given = version[index] ?? { text: '', pictures: 0 };
    const part = index + 1;
    const before = known.find((one) => one.given === hashOf(given.text));
    if (isGone(reading)) {
      // It may be back, as the network wrote it before.
      if (before) rewritings.push(before);
      drifts.push({ part, what: 'part', before: given.text, after: '' });
      continue;
    }
    const rewriting = before ?? firstSeen(given, reading);
    if (rewriting) rewritings.push(rewriting);
    const { text: shown } = reading;
    const isRewriting = shown !== undefined && isAs(rewriting, shown);
    if (isRewriting && shown !== given.text) written.push({ given: given.text, shown });
    drifts.push(...driftOf(given, reading, isRewriting).map((drift) => ({ ...drift, part })));
  }
  return { drifts, rewritings, written };
}

/** Undefined: what stands there is no rewriting of it. */
function firstSeen({ text: given }: Given, { text: shown }: { text?: string }): Rewriting | undefined {
  if (shown === undefined || textLikeness(given, shown) === 'other') return undefined;
  return { given: hashOf(given), shown: hashOf(plainForm(shown)) };
}

/** Of one that was kept in words once, all of it was hashed. */
function isAs(rewriting: Rewriting | undefined, shown: string): boolean {
  return [hashOf(plainForm(shown)), hashOf(shown)].includes(rewriting?.shown ?? '');
}

function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}
