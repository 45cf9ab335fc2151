/** What readings of a post's parts come to. Pure. */
import { driftOf, type Given, isGone, type Reading } from '../../networks/live.ts';
import { textLikeness } from '../../networks/text-likeness.ts';
import type { PartDrift, ReceiptOutcome, Rewriting } from '../../store/receipts.ts';

export interface Judgement {
  outcome: ReceiptOutcome;
  drifts: PartDrift[];
  /** Why it is gone, in the network's words. */
  why: string;
  /** How the network writes the texts that stand there: what came near when it was first read. */
  rewritings: Rewriting[];
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
    return { outcome: 'gone', drifts: [], why, rewritings: [...known] };
  }
  const judged = versions.map((version) => compare(version, readings, known));
  const best = judged.find(({ drifts }) => drifts.length === 0) ?? judged[0];
  const { drifts = [], rewritings = [] } = best ?? {};
  return { outcome: drifts.length === 0 ? 'same' : 'changed', drifts, why: '', rewritings };
}

function compare(
  version: readonly Given[],
  readings: readonly Reading[],
  known: readonly Rewriting[],
): Pick<Judgement, 'drifts' | 'rewritings'> {
  const drifts: PartDrift[] = [];
  const rewritings: Rewriting[] = [];
  for (const [index, reading] of readings.entries()) {
    const given = version[index] ?? { text: '', pictures: 0 };
    const part = index + 1;
    if (isGone(reading)) {
      drifts.push({ part, what: 'part', before: given.text, after: '' });
      continue;
    }
    const rewriting = known.find((one) => one.given === given.text) ?? firstSeen(given, reading);
    if (rewriting) rewritings.push(rewriting);
    drifts.push(...driftOf(given, reading, rewriting?.shown).map((drift) => ({ ...drift, part })));
  }
  return { drifts, rewritings };
}

/** Undefined: what stands there is no rewriting of it. */
function firstSeen({ text: given }: Given, { text: shown }: { text?: string }): Rewriting | undefined {
  if (shown === undefined || textLikeness(given, shown) === 'other') return undefined;
  return { given, shown };
}
