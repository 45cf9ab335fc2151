/** Trains without one data set and asks about it, for each in turn: what a reader of other texts can hope for. */
import { decide, doubts, scoresOf, softmax, type Weights } from '../../src/listening/sentiment/deciding.ts';
import type { Language } from '../../src/listening/sentiment/languages/index.ts';
import { tokenize } from '../../src/listening/sentiment/tokens.ts';
import { shareOf, trainConfidence } from './confidence.ts';
import type { Dataset } from './datasets.ts';
import { type Answer, accuracyAt, macroF1 } from './evaluate.ts';
import { readAfinn, type WordValues } from './lexicons.ts';
import { type Item, MIX, type Prepared, trainOn, trainPolarityOf, withPolarity } from './recipe.ts';

export interface Judged extends Answer {
  dataset: string;
  doubts: number[];
}

export const COVERAGES = [1, 0.7, 0.5, 0.3];

/** How good answers on a data set are that the model was not trained on. */
export interface Validated {
  dataset: string;
  lang: Language;
  texts: number;
  /** Macro-F1, each class a third: the sum of AFINN's values, and ours. */
  afinn: number;
  ours: number;
  /** Of the surest answers, at each of `COVERAGES`. */
  accuracy: number[];
}

export async function validate(
  prepared: Prepared,
  datasets: Dataset[],
  lexiconFolder: string,
): Promise<{ validated: Validated[]; judged: Judged[] }> {
  const byDataset = new Map<string, Judged[]>();
  for (const { name } of datasets) byDataset.set(name, judge(prepared, name));
  const validated: Validated[] = [];
  for (const { name, lang, examples } of datasets) {
    const judged = byDataset.get(name) ?? [];
    const others = [...byDataset].flatMap(([other, answers]) => (other === name ? [] : answers));
    const weights = trainConfidence(others);
    const sure = judged.map((answer) => ({ ...answer, confidence: shareOf(answer.doubts, weights) }));
    const afinn = await readAfinn(lexiconFolder, lang);
    const bare = prepared.items.filter(({ dataset }) => dataset === name).map((item) => byAfinn(item, afinn));
    validated.push({
      dataset: name,
      lang,
      texts: examples.length,
      afinn: macroF1(bare),
      ours: macroF1(judged),
      accuracy: COVERAGES.map((share) => accuracyAt(sure, share)),
    });
  }
  return { validated, judged: [...byDataset.values()].flat() };
}

function judge({ items, lexicons }: Prepared, name: string): Judged[] {
  const [seen, unseen] = [
    items.filter(({ dataset }) => dataset !== name),
    items.filter(({ dataset }) => dataset === name),
  ];
  const weights: Weights = { dense: trainOn(thinned(seen)), mix: MIX, confidence: [0, 1] };
  const lang = unseen[0]?.lang ?? 'en';
  const polarity = trainPolarityOf(lang, seen, lexicons.get(lang) ?? new Map());
  return unseen.map((item) => {
    const { evidence, label, weight } = withPolarity(item, polarity);
    const scores = scoresOf(evidence, weights);
    const shares = softmax(scores, MIX.temperature);
    const told = shares.indexOf(Math.max(...shares));
    const { confidence } = decide(evidence, scores, weights, lang);
    return { dataset: name, label, told, confidence, weight, doubts: doubts(evidence, shares) };
  });
}

/** Every third text: a hundred numbers need no more, and there are many trainings. */
function thinned(items: Item[]): Item[] {
  return items.filter((_, at) => at % 3 === 0);
}

/** The sum of AFINN's values, by our tokens. */
function byAfinn({ text, label, weight }: Item, afinn: WordValues): Answer {
  let sum = 0;
  for (const { kind, lower } of tokenize(text)) if (kind === 'word') sum += afinn.get(lower) ?? 0;
  return { label, told: sum > 0 ? 2 : sum < 0 ? 0 : 1, confidence: Math.abs(sum), weight };
}
