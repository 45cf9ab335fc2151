/**
 * How surprising so many negative ones among so many mentions are: the tail of a beta-binomial, whose usual share is
 * learned and begins as if twenty mentions had been seen.
 */
import { fading } from './tail.ts';

export interface Share {
  /** Both fade by half in a week. */
  negative: number;
  all: number;
}

export const NO_SHARE: Share = { negative: 0, all: 0 };

const PRIOR = { mentions: 20, share: 0.2 };
const HALF_LIFE = 7;
/** Mentions are not independent: however many were seen, the share of a day may differ as if it rested on so many. */
const MOST_EVIDENCE = 100;

export function usualShare({ negative, all }: Share): number {
  return (negative + PRIOR.mentions * PRIOR.share) / (all + PRIOR.mentions);
}

export function learnShare(share: Share, seen: Share, slot: number): Share {
  const kept = fading(slot, HALF_LIFE);
  return { negative: share.negative * kept + seen.negative, all: share.all * kept + seen.all };
}

/** In standard deviations of a normal with the same tail; at most about 38. */
export function excessShare(share: Share, negative: number, all: number): number {
  const evidence = Math.min(MOST_EVIDENCE, share.all + PRIOR.mentions);
  const usual = usualShare(share);
  return quantile(upperTail(negative, all, evidence * usual, evidence * (1 - usual)));
}

/** ln P(K >= k) of a beta-binomial of n with alpha = a, beta = b. */
function upperTail(k: number, n: number, a: number, b: number): number {
  if (k <= 0) return 0;
  const first = logChoose(n, k) + logBeta(k + a, n - k + b) - logBeta(a, b);
  let [sum, term] = [1, 1];
  for (let next = k; next < n; next += 1) {
    term *= ((n - next) * (next + a)) / ((next + 1) * (n - next - 1 + b));
    sum += term;
    if (term < sum * 1e-12) break;
  }
  return Math.min(0, first + Math.log(sum));
}

/** z with P(Z >= z) = exp(logTail), by Newton's steps on the tail's continued fraction. */
function quantile(logTail: number): number {
  if (logTail >= Math.log(0.5)) return 0;
  let [low, high] = [0, 40];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (logNormalTail(middle) > logTail) low = middle;
    else high = middle;
  }
  return low;
}

/** ln P(Z >= z), by the continued fraction of Mills' ratio from 2 on and by its series below. */
function logNormalTail(z: number): number {
  const logDensity = (-z * z) / 2 - Math.log(2 * Math.PI) / 2;
  if (z < 2) {
    let [sum, term] = [z, z];
    for (let n = 1; n < 40; n += 1) {
      term *= (z * z) / (2 * n + 1);
      sum += term;
    }
    return Math.log(0.5 - Math.exp(logDensity) * sum);
  }
  let fraction = z;
  for (let n = 60; n >= 1; n -= 1) fraction = z + n / fraction;
  return logDensity - Math.log(fraction);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series, moved up to where it is exact. */
function logGamma(x: number): number {
  let [shift, y] = [0, x];
  while (y < 10) {
    shift += Math.log(y);
    y += 1;
  }
  const square = 1 / (y * y);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}
