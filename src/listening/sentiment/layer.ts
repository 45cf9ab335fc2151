/**
 * What a team's corrections add to the model's scores: a bias for each mood, small changes to what the features say,
 * and what the domain's own n-grams say. The likeliest layer given the corrections, when large changes are unlikely.
 */
import { softmax, type Three } from './deciding.ts';
import { minimise } from './minimise.ts';
import type { Grams } from './ngrams.ts';
import { LABELS } from './sentiment.ts';

export interface Lesson {
  /** The features as the dense model sees them. */
  standard: Float64Array;
  grams: Grams;
  /** What the model said. */
  scores: Three;
  /** The place in `LABELS` of what is right. */
  label: number;
}

/** Standard deviations of what is likely beforehand. */
const LIKELY = { bias: 0.5, feature: 0.05, gram: 0.6 };
/** Between 0, each lesson counts the same, and 1, each mood does. */
const BALANCE = 0.75;
const MOST_WEIGHT = 4;
const ITERATIONS = 30;
const CLASSES = LABELS.length;

export class Layer {
  /** Of the n-grams that occur in a lesson: their places among the parameters. */
  private readonly places = new Map<number, number>();
  private readonly width: number;
  private readonly parameters: Float64Array;

  constructor(lessons: Lesson[]) {
    const features = lessons[0]?.standard.length ?? 0;
    for (const { grams } of lessons) {
      for (const bucket of grams.buckets) {
        if (!this.places.has(bucket)) this.places.set(bucket, 1 + features + this.places.size);
      }
    }
    this.width = 1 + features + this.places.size;
    const inputs = lessons.map((lesson) => this.inputsOf(lesson.standard, lesson.grams));
    const weights = weightsOf(lessons);
    const costs = Float64Array.from({ length: this.width }, (_, at) =>
      at === 0 ? LIKELY.bias ** -2 : at <= features ? LIKELY.feature ** -2 : LIKELY.gram ** -2,
    );
    this.parameters = minimise(
      (point, gradient) => this.loss(lessons, inputs, weights, costs, point, gradient),
      CLASSES * this.width,
      ITERATIONS,
      1e-4,
    );
  }

  scoresOf(scores: Three, standard: Float64Array, grams: Grams): Three {
    return this.added(this.inputsOf(standard, grams), scores, this.parameters);
  }

  private inputsOf(standard: Float64Array, { buckets, values }: Grams): Inputs {
    const at: number[] = [0];
    const by: number[] = [1];
    standard.forEach((value, index) => {
      at.push(1 + index);
      by.push(value);
    });
    buckets.forEach((bucket, index) => {
      const place = this.places.get(bucket);
      if (place === undefined) return;
      at.push(place);
      by.push(values[index] as number);
    });
    return { at, by };
  }

  private added({ at, by }: Inputs, scores: Three, point: Float64Array): Three {
    const sum = (label: 0 | 1 | 2): number => {
      let total = scores[label];
      const start = label * this.width;
      for (let index = 0; index < at.length; index += 1) {
        total += (point[start + (at[index] as number)] as number) * (by[index] as number);
      }
      return total;
    };
    return [sum(0), sum(1), sum(2)];
  }

  private loss(
    lessons: Lesson[],
    inputs: Inputs[],
    weights: number[],
    costs: Float64Array,
    point: Float64Array,
    gradient: Float64Array,
  ): number {
    let value = 0;
    for (let place = 0; place < point.length; place += 1) {
      const [parameter, cost] = [point[place] as number, costs[place % this.width] as number];
      value += (cost * parameter * parameter) / 2;
      gradient[place] = cost * parameter;
    }
    lessons.forEach(({ scores, label: right }, index) => {
      const [{ at, by }, weight] = [inputs[index] as Inputs, weights[index] as number];
      const shares = softmax(this.added({ at, by }, scores, point));
      value -= weight * Math.log(Math.max(1e-12, shares[right] ?? 0));
      for (let label = 0; label < CLASSES; label += 1) {
        const slope = weight * ((shares[label] ?? 0) - (label === right ? 1 : 0));
        const start = label * this.width;
        for (let input = 0; input < at.length; input += 1) {
          const place = start + (at[input] as number);
          gradient[place] = (gradient[place] as number) + slope * (by[input] as number);
        }
      }
    });
    return value;
  }
}

interface Inputs {
  at: number[];
  by: number[];
}

function weightsOf(lessons: Lesson[]): number[] {
  const counts = LABELS.map((_, of) => lessons.filter(({ label }) => label === of).length);
  return lessons.map(({ label }) => {
    const even = lessons.length / (CLASSES * Math.max(1, counts[label] ?? 1));
    return Math.min(MOST_WEIGHT, even ** BALANCE);
  });
}
