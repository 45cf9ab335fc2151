/** Learns from answers on data sets that a model had not seen how often an answer like this one is right. */
import { minimise } from '../../src/listening/sentiment/minimise.ts';
import { sharesOf } from './evaluate.ts';
import type { Judged } from './validate.ts';

const DECAY = 1e-3;

/** The weights of a logistic regression over `doubts`; without answers, trust in the first number alone. */
export function trainConfidence(judged: Judged[]): number[] {
  const size = judged[0]?.doubts.length ?? 0;
  if (size === 0) return [0, 1];
  const shares = sharesOf(judged);
  const mass = judged.length;
  const weights = minimise(
    (point, gradient) => {
      let loss = 0;
      for (let at = 0; at < size; at += 1) {
        const weight = point[at] as number;
        loss += (DECAY * mass * weight * weight) / 2;
        gradient[at] = DECAY * mass * weight;
      }
      for (const { doubts, label, told, dataset, weight: within } of judged) {
        const weight = within * (shares.get(dataset) ?? 1);
        const sum = doubts.reduce((total, value, at) => total + value * (point[at] as number), 0);
        const right = label === told ? 1 : 0;
        const share = 1 / (1 + Math.exp(-sum));
        loss -= weight * Math.log(Math.max(1e-9, right ? share : 1 - share));
        doubts.forEach((value, at) => {
          gradient[at] = (gradient[at] as number) + weight * (share - right) * value;
        });
      }
      return loss;
    },
    size,
    100,
    1e-7,
  );
  return [...weights].map((weight) => Number(weight.toFixed(4)));
}

export function shareOf(doubts: number[], weights: number[]): number {
  return 1 / (1 + Math.exp(-doubts.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)));
}
