/** Positive against negative by hashed n-grams: logistic regression for each language. */
import { polarityOf } from '../../src/listening/sentiment/evidence.ts';
import { minimise } from '../../src/listening/sentiment/minimise.ts';
import { BUCKETS, type Grams } from '../../src/listening/sentiment/ngrams.ts';

export interface Document {
  grams: Grams;
  positive: boolean;
  weight: number;
}

/** `decay`: what large weights cost, for a document of weight 1. */
export function trainPolarity(documents: Document[], decay: number, iterations = 40): Float64Array {
  const mass = documents.reduce((sum, { weight }) => sum + weight, 0);
  return minimise(
    (point, gradient) => loss(documents, point, gradient, decay * mass),
    BUCKETS,
    iterations,
    1e-4,
  );
}

function loss(documents: Document[], point: Float64Array, gradient: Float64Array, decay: number): number {
  let value = 0;
  for (let at = 0; at < point.length; at += 1) {
    const weight = point[at] as number;
    value += (decay * weight * weight) / 2;
    gradient[at] = decay * weight;
  }
  for (const { grams, positive, weight } of documents) {
    const margin = polarityOf(grams, point) * (positive ? 1 : -1);
    value += weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin)));
    const slope = (weight * (positive ? -1 : 1)) / (1 + Math.exp(margin));
    const { buckets, values } = grams;
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at] as number;
      gradient[bucket] = (gradient[bucket] as number) + slope * (values[at] as number);
    }
  }
  return value;
}

/** As whole numbers of a byte. */
export function quantise(weights: Float64Array): { body: Uint8Array; scale: number } {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / 127 || 1;
  const body = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return { body: new Uint8Array(body.buffer), scale };
}
