/** How good answers are: every class of a data set counts a third, however many texts it has. */

export interface Answer {
  label: number;
  told: number;
  confidence: number;
  /** So that each class of its data set weighs the same. */
  weight: number;
}

export function macroF1(answers: Answer[]): number {
  const matrix = [0, 1, 2].map(() => [0, 0, 0]);
  for (const { label, told, weight } of answers) {
    const row = matrix[label] as number[];
    row[told] = (row[told] ?? 0) + weight;
  }
  const scores = [0, 1, 2].map((of) => {
    const right = matrix[of]?.[of] ?? 0;
    const all = [0, 1, 2].reduce(
      (sum, other) => sum + (matrix[other]?.[of] ?? 0) + (matrix[of]?.[other] ?? 0),
      0,
    );
    return all === 0 ? 0 : (2 * right) / all;
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Of the surest answers, the share `coverage` of all. */
export function accuracyAt(answers: Answer[], coverage: number): number {
  const sorted = [...answers].sort((one, other) => other.confidence - one.confidence);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let [seen, right] = [0, 0];
  for (const { label, told, weight } of sorted) {
    if (seen >= coverage * whole) break;
    seen += weight;
    if (label === told) right += weight;
  }
  return seen === 0 ? 0 : right / seen;
}

export function balanced(labels: number[]): number[] {
  const counts = [0, 0, 0];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return labels.map((label) => labels.length / (3 * (counts[label] ?? 1)));
}

/**
 * What each text of a data set counts, so that the set weighs as the square root of its size: ninety thousand
 * subtitles do not outvote a few thousand reviews. The mean over all texts is 1.
 */
export function sharesOf(items: { dataset: string }[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { dataset } of items) sizes.set(dataset, (sizes.get(dataset) ?? 0) + 1);
  const mass = [...sizes.values()].reduce((sum, size) => sum + Math.sqrt(size), 0);
  return new Map([...sizes].map(([dataset, size]) => [dataset, items.length / (Math.sqrt(size) * mass)]));
}
