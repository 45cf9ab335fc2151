/** How much two hundred corrections help in a domain that the model was not trained on. */
import { scoresOf, standardised } from '../../src/listening/sentiment/deciding.ts';
import { Layer, type Lesson } from '../../src/listening/sentiment/layer.ts';
import { Memory } from '../../src/listening/sentiment/recall.ts';
import { macroF1 } from './evaluate.ts';
import { MIX, type Prepared, trainOn, trainPolarityOf, withPolarity } from './recipe.ts';

const CORRECTIONS = 200;
/** Domains of their own; of subtitles one language speaks for all. */
const DOMAINS = ['amazon', 'goemotions', 'lcc-da', 'movie', 'nyt', 'xed-de'];
const TURNS = 5;

export interface CorrectedFigure {
  dataset: string;
  before: number;
  after: number;
}

/** Macro-F1 on the texts that were not corrected, the mean of several draws. */
export function correctedFigures(prepared: Prepared): CorrectedFigure[] {
  const present = DOMAINS.filter((name) => prepared.items.some(({ dataset }) => dataset === name));
  return present.map((dataset) => ({ dataset, ...figuresOf(lessonsOf(prepared, dataset)) }));
}

function lessonsOf({ items, lexicons }: Prepared, name: string): Lesson[] {
  const seen = items.filter(({ dataset }, at) => dataset !== name && at % 3 === 0);
  const unseen = items.filter(({ dataset }) => dataset === name);
  const lang = unseen[0]?.lang ?? 'en';
  const weights = { dense: trainOn(seen), mix: MIX, confidence: [] };
  const polarity = trainPolarityOf(lang, seen, lexicons.get(lang) ?? new Map());
  return unseen.map((item) => {
    const { evidence, label } = withPolarity(item, polarity);
    const standard = standardised(evidence.features, weights.dense);
    return { standard, grams: evidence.grams, scores: scoresOf(evidence, weights), label };
  });
}

function figuresOf(lessons: Lesson[]): { before: number; after: number } {
  const sums = { before: 0, after: 0 };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const shuffled = drawn(lessons, turn);
    const [corrected, others] = [shuffled.slice(0, CORRECTIONS), shuffled.slice(CORRECTIONS)];
    const [layer, memory] = [new Layer(corrected), new Memory(corrected)];
    sums.before += figure(others, ({ scores }) => scores);
    sums.after += figure(others, ({ scores, standard, grams }) =>
      memory.recall(layer.scoresOf(scores, standard, grams), grams),
    );
  }
  return { before: sums.before / TURNS, after: sums.after / TURNS };
}

function figure(lessons: Lesson[], scoresFor: (lesson: Lesson) => number[]): number {
  return macroF1(
    lessons.map((lesson) => {
      const scores = scoresFor(lesson);
      return { label: lesson.label, told: scores.indexOf(Math.max(...scores)), confidence: 0, weight: 1 };
    }),
  );
}

/** In an order that depends on the seed alone. */
function drawn<T>(list: T[], seed: number): T[] {
  let state = seed + 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return list
    .map((one) => ({ one, key: next() }))
    .sort((left, right) => left.key - right.key)
    .map(({ one }) => one);
}
