/** What the dense model sees of a reading: numbers of about one in size. The order is part of the weights. */
import type { Reading } from './reading.ts';

export const FEATURES = [
  'positive_sum',
  'negative_sum',
  'net',
  'net_squashed',
  'net_per_root_word',
  'positive_most',
  'negative_most',
  'positive_count',
  'negative_count',
  'last_third',
  'first_third',
  'after_contrast',
  'conflict',
  'no_hit',
  'hit_share',
  'emoji_positive',
  'emoji_negative',
  'emoji_net',
  'emoji_any',
  'exclamations',
  'questions',
  'ends_as_question',
  'starts_as_question',
  'exclaimed_net',
  'questioned_net',
  'negations',
  'negated_positive',
  'negated_negative',
  'troubles',
  'remedied',
  'ironies',
  'durations',
  'question_and_trouble',
  'positive_and_trouble',
  'asks_why',
  'repetition',
  'impatience',
] as const;

export function featuresOf(reading: Reading): Float64Array {
  const { hits, words, emoji } = reading;
  const [positive, negative] = [sum(hits, 1), sum(hits, -1)];
  const net = positive - negative;
  const third = words.length / 3;
  const [good, bad] = [side(emoji, 1), side(emoji, -1)];
  const asks = reading.questions > 0 ? 1 : 0;
  const squashed = Math.tanh(net / 3);
  const positives = hits.filter(({ value }) => value > 0).length;
  return Float64Array.of(
    Math.log1p(positive),
    Math.log1p(negative),
    net / 4,
    squashed,
    net / Math.sqrt(words.length + 1),
    most(hits, 1),
    most(hits, -1),
    Math.log1p(positives),
    Math.log1p(hits.length - positives),
    Math.tanh(partOf(hits, words.length - third, words.length) / 2),
    Math.tanh(partOf(hits, -1, third) / 2),
    reading.contrastAt < 0 ? squashed : Math.tanh(partOf(hits, reading.contrastAt, words.length) / 2),
    Math.min(positive, negative) / 2,
    hits.length === 0 ? 1 : 0,
    hits.length / (words.length + 1),
    Math.log1p(good),
    Math.log1p(bad),
    Math.tanh((good - bad) / 2),
    emoji.length > 0 ? 1 : 0,
    Math.log1p(reading.exclamations),
    Math.log1p(reading.questions),
    reading.endsAsQuestion ? 1 : 0,
    reading.startsAsQuestion ? asks : 0,
    reading.exclamations > 0 ? squashed : 0,
    asks * squashed,
    Math.log1p(reading.counts.negations),
    hits.some(({ negated, value }) => negated && value < 0) ? 1 : 0,
    hits.some(({ negated, value }) => negated && value > 0) ? 1 : 0,
    Math.log1p(reading.counts.troubles),
    reading.counts.remedied > 0 ? 1 : 0,
    reading.counts.ironies > 0 ? 1 : 0,
    reading.counts.durations > 0 ? 1 : 0,
    asks * (reading.counts.troubles > 0 ? 1 : 0),
    positive > 0 && reading.counts.troubles > 0 ? 1 : 0,
    reading.counts.whys > 0 ? asks : 0,
    reading.counts.repetitions > 0 ? 1 : 0,
    (asks || reading.counts.troubles || reading.counts.durations) && reading.counts.repetitions > 0 ? 1 : 0,
  );
}

type Hits = Reading['hits'];

function sum(hits: Hits, sign: 1 | -1): number {
  let total = 0;
  for (const { value } of hits) if (value * sign > 0) total += value * sign;
  return total;
}

function most(hits: Hits, sign: 1 | -1): number {
  let found = 0;
  for (const { value } of hits) found = Math.max(found, value * sign);
  return found / 2;
}

/** The sum of what stands after the place `from`, up to `to`. */
function partOf(hits: Hits, from: number, to: number): number {
  let total = 0;
  for (const { at, value } of hits) if (at > from && at <= to) total += value;
  return total;
}

function side(values: number[], sign: 1 | -1): number {
  let total = 0;
  for (const value of values) if (value * sign > 0) total += value * sign;
  return total;
}
