/** From evidence to three probabilities, and from these to an answer. */
import type { Evidence } from './evidence.ts';
import type { Header } from './model.ts';
import { LABELS, type Label, type Mood } from './sentiment.ts';

/** In the order of `LABELS`. */
export type Three = [number, number, number];

export type Weights = Pick<Header, 'dense' | 'mix' | 'confidence'>;

/** Standard deviations at which a feature is cut: one odd text must not decide by one number. */
export const MOST_DEVIATIONS = 6;

export function scoresOf(evidence: Evidence, { dense, mix }: Weights): Three {
  const standard = standardised(evidence.features, dense);
  const score = (label: number): number => {
    const row = dense.weights[label] ?? [];
    let sum = dense.biases[label] ?? 0;
    for (let at = 0; at < standard.length; at += 1) sum += (row[at] ?? 0) * (standard[at] as number);
    return sum;
  };
  const tilt = mix.polarity * evidence.polarity;
  const news = evidence.reading.links > 0 ? mix.link : 0;
  return [score(0) - tilt, score(1) + mix.neutral + news, score(2) + tilt];
}

export function standardised(features: Float64Array, { means, scales }: Header['dense']): Float64Array {
  return features.map((value, at) => {
    const deviations = (value - (means[at] ?? 0)) / (scales[at] ?? 1);
    return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
  });
}

export function softmax(scores: Three, temperature = 1): Three {
  const top = Math.max(...scores);
  const [negative, neutral, positive] = scores.map((score) => Math.exp((score - top) / temperature)) as Three;
  const sum = negative + neutral + positive;
  return [negative / sum, neutral / sum, positive / sum];
}

/** `lang` is passed through. */
export function decide(evidence: Evidence, scores: Three, weights: Weights, lang: string): Mood {
  const shares = softmax(scores, weights.mix.temperature);
  const label = labelOf(shares);
  const score = Number((shares[2] - shares[0]).toFixed(4));
  const confidence = confidenceOf(doubts(evidence, shares), weights.confidence);
  return { label, score, confidence: Number(confidence.toFixed(4)), lang };
}

function labelOf(shares: Three): Label {
  return LABELS[shares.indexOf(Math.max(...shares))] ?? 'neutral';
}

/** What tells how often an answer like this one is right, in the order of `Header.confidence`. */
export function doubts({ reading, polarity }: Evidence, shares: Three): number[] {
  const [top = 0, second = 0] = [...shares].sort((one, other) => other - one);
  const neutral = shares[1] === top ? 1 : 0;
  const values = reading.hits.map(({ value }) => value);
  const positives = values.filter((value) => value > 0).length;
  const mixed = Math.min(positives, values.length - positives) > 0 ? 1 : 0;
  const nothing = values.length === 0 ? 1 : 0;
  const net = Math.abs(Math.tanh(values.reduce((sum, value) => sum + value, 0) / 4));
  const leaning = Math.tanh(polarity);
  return [
    1,
    Math.log(top / (1 - top + 1e-6)),
    top - second,
    neutral,
    nothing,
    mixed,
    neutral ? 0 : leaning * (shares[2] === top ? 1 : -1),
    neutral * Math.abs(leaning),
    neutral * nothing,
    neutral * net,
    (1 - neutral) * net,
    Math.log1p(values.length),
    Math.log1p(reading.words.length) / 3,
    reading.questions > 0 ? 1 : 0,
    reading.emoji.length > 0 ? 1 : 0,
    reading.counts.negations > 0 ? 1 : 0,
    reading.contrastAt >= 0 ? 1 : 0,
  ];
}

function confidenceOf(values: number[], weights: number[]): number {
  const sum = values.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
