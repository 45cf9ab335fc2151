/** Multinomial logistic regression over the dense features. */
import { minimise } from '../../src/listening/sentiment/minimise.ts';

export interface DenseModel {
  means: number[];
  scales: number[];
  /** A row for each class. */
  weights: number[][];
  biases: number[];
}

export interface Row {
  features: Float64Array;
  label: number;
  weight: number;
}

const CLASSES = 3;
/** Standard deviations at which a feature is cut. */
const MOST = 6;

/** `inverse`: how little large weights cost; the total weight of the rows counts as `mass` rows. */
export function trainDense(rows: Row[], inverse: number, iterations = 120): DenseModel {
  const size = rows[0]?.features.length ?? 0;
  const { means, scales } = spread(rows, size);
  const inputs = new Float32Array(rows.length * size);
  rows.forEach(({ features }, row) => {
    for (let at = 0; at < size; at += 1)
      inputs[row * size + at] = standard(features[at] ?? 0, means[at] ?? 0, scales[at] ?? 1);
  });
  const width = size + 1;
  const parameters = minimise(
    (point, gradient) => loss(rows, inputs, size, point, gradient, inverse),
    CLASSES * width,
    iterations,
  );
  const list = (from: number, length: number) =>
    [...parameters.subarray(from, from + length)].map((value) => Number(value.toFixed(5)));
  return {
    means,
    scales,
    weights: [0, 1, 2].map((label) => list(label * width, size)),
    biases: [0, 1, 2].map((label) => Number((parameters[label * width + size] ?? 0).toFixed(5))),
  };
}

function loss(
  rows: Row[],
  inputs: Float32Array,
  size: number,
  point: Float64Array,
  gradient: Float64Array,
  inverse: number,
): number {
  const width = size + 1;
  gradient.fill(0);
  let value = 0;
  const scores = new Float64Array(CLASSES);
  for (let row = 0; row < rows.length; row += 1) {
    const { label, weight } = rows[row] as Row;
    const start = row * size;
    for (let of = 0; of < CLASSES; of += 1) {
      let score = point[of * width + size] as number;
      for (let at = 0; at < size; at += 1)
        score += (point[of * width + at] as number) * (inputs[start + at] as number);
      scores[of] = score;
    }
    value += weight * (softmax(scores) - logOf(scores, label));
    for (let of = 0; of < CLASSES; of += 1) {
      const slope = weight * ((scores[of] as number) - (of === label ? 1 : 0));
      for (let at = 0; at < size; at += 1)
        gradient[of * width + at] =
          (gradient[of * width + at] as number) + slope * (inputs[start + at] as number);
      gradient[of * width + size] = (gradient[of * width + size] as number) + slope;
    }
  }
  return value + decay(point, gradient, width, size, inverse);
}

function decay(
  point: Float64Array,
  gradient: Float64Array,
  width: number,
  size: number,
  inverse: number,
): number {
  let value = 0;
  for (let at = 0; at < point.length; at += 1) {
    if (at % width === size) continue;
    const weight = point[at] as number;
    value += (weight * weight) / (2 * inverse);
    gradient[at] = (gradient[at] as number) + weight / inverse;
  }
  return value;
}

/** In place; answers with 0, so that the loss reads as a difference of logarithms. */
function softmax(scores: Float64Array): 0 {
  const top = Math.max(...scores);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    scores[at] = Math.exp((scores[at] as number) - top);
    sum += scores[at] as number;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) / sum;
  return 0;
}

function logOf(shares: Float64Array, at: number): number {
  return Math.log(Math.max(1e-12, shares[at] as number));
}

function spread(rows: Row[], size: number): { means: number[]; scales: number[] } {
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  let mass = 0;
  for (const { features, weight } of rows) {
    mass += weight;
    for (let at = 0; at < size; at += 1) {
      const value = features[at] as number;
      sums[at] = (sums[at] as number) + weight * value;
      squares[at] = (squares[at] as number) + weight * value * value;
    }
  }
  const means = [...sums].map((sum) => Number((sum / mass).toFixed(5)));
  const scales = [...squares].map((square, at) =>
    Number(Math.max(1e-3, Math.sqrt(Math.max(0, square / mass - (means[at] as number) ** 2))).toFixed(5)),
  );
  return { means, scales };
}

function standard(value: number, mean: number, scale: number): number {
  return Math.max(-MOST, Math.min(MOST, (value - mean) / scale));
}
