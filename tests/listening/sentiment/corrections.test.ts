import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBuiltIn } from '../../../src/classifiers/built-in.ts';
import type { BuiltInSentiment } from '../../../src/listening/sentiment/built-in.ts';
import { MOST_CORRECTIONS, withCorrections } from '../../../src/listening/sentiment/corrections.ts';
import { type Correction, LABELS, type Label } from '../../../src/listening/sentiment/sentiment.ts';

let base: BuiltInSentiment;
beforeAll(async () => {
  base = await openBuiltIn({ languagesTold: true });
});

describe('corrections', () => {
  it('count at once for the same text, whoever is named in it, and for like wording', () => {
    const sentiment = withCorrections(base, []);
    const text = 'The sick beat of this drop kills me';
    expect(sentiment.classify(text, 'en')).toEqual(base.classify(text, 'en'));
    sentiment.learn({ text, lang: 'en', label: 'positive' });
    expect(base.classify(text, 'en').label).toBe('negative');
    for (const same of [text, `@ann ${text.toUpperCase()} https://a.example/x`]) {
      expect(sentiment.classify(same, 'en').label).toBe('positive');
    }
    const like = 'the sick beat of that drop kills us';
    expect(sentiment.classify(like, 'en').score).toBeGreaterThan(base.classify(like, 'en').score + 0.3);
  });

  it('leave alone what has nothing to do with them', () => {
    const sentiment = withCorrections(base, [{ text: 'Queue at gate nine', lang: 'en', label: 'negative' }]);
    for (const text of ['I love it, thank you so much', 'This is awful and useless']) {
      expect(sentiment.classify(text, 'en').label).toBe(base.classify(text, 'en').label);
    }
  });

  it('replace each other on one text: the last word holds', () => {
    const text = 'Lights out at ten';
    const sentiment = withCorrections(base, [
      { text, lang: 'en', label: 'positive' },
      { text: ` ${text} `, lang: 'en', label: 'negative' },
    ]);
    expect(sentiment.learned).toBe(1);
    expect(sentiment.classify(text, 'en').score).toBeLessThan(base.classify(text, 'en').score);
  });

  it('teach a domain: in one that calls half of its plain words a mood, macro-F1 on others rises by .05', () => {
    const [learnt, asked] = [domain(0, 200), domain(200, 400)];
    const sentiment = withCorrections(base, learnt);
    const before = macroF1(asked, (text) => base.classify(text, 'en').label);
    const after = macroF1(asked, (text) => sentiment.classify(text, 'en').label);
    expect(after).toBeGreaterThan(before + 0.05);
  });

  it('give the same answers whether they come all at once or one by one', () => {
    const corrections = domain(0, 30);
    const atOnce = withCorrections(base, corrections);
    const oneByOne = withCorrections(base, []);
    for (const correction of corrections) {
      oneByOne.learn(correction);
      oneByOne.classify('in between', 'en');
    }
    for (const { text } of domain(30, 40)) {
      expect(oneByOne.classify(text, 'en')).toEqual(atOnce.classify(text, 'en'));
    }
  });

  it('never break an answer, whatever was corrected', () => {
    const corrections = fc.array(
      fc.record({ text: fc.string({ maxLength: 20 }), label: fc.constantFrom(...LABELS) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(corrections, fc.string(), (list, text) => {
        const { score, confidence } = withCorrections(base, list).classify(text, 'en');
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 15 },
    );
  });

  it('are forgotten from the oldest on when there are too many', () => {
    const many = Array.from({ length: MOST_CORRECTIONS + 5 }, (_, at): Correction => {
      return { text: `number ${at}`, lang: 'en', label: 'neutral' };
    });
    expect(withCorrections(base, many).learned).toBe(MOST_CORRECTIONS);
  });
});

/** A made-up trade whose words the model does not know: each has its mood, and a sentence holds two of one mood. */
const TRADE: Record<Label, string[]> = {
  positive: ['gleaming', 'plumb', 'tight', 'heavy', 'silent', 'matte'],
  negative: ['wobbly', 'damp', 'hollow', 'thin', 'porous', 'yellowed'],
  neutral: ['square', 'round', 'northern', 'wooden', 'second', 'white'],
};
const FRAMES = [
  'The door is {a} and {b}',
  'Again {a}, and {b} at the edge',
  '{a} panel, {b} frame',
  'They sent a {a} {b} one',
];

function domain(from: number, to: number): Correction[] {
  return Array.from({ length: to - from }, (_, index) => {
    const at = from + index;
    const label = LABELS[at % LABELS.length] ?? 'neutral';
    const words = TRADE[label];
    const [a = '', b = ''] = [words[(at * 7) % words.length], words[(at * 5 + (at >> 3)) % words.length]];
    const frame = FRAMES[(at * 3 + (at >> 2)) % FRAMES.length] ?? '';
    return { text: frame.replace('{a}', a).replace('{b}', b), lang: 'en', label };
  });
}

function macroF1(corrections: Correction[], told: (text: string) => Label): number {
  const answers = corrections.map(({ text, label }) => ({ label, told: told(text) }));
  const scores = LABELS.map((label) => {
    const right = answers.filter((one) => one.label === label && one.told === label).length;
    const all =
      answers.filter((one) => one.label === label).length +
      answers.filter((one) => one.told === label).length;
    return all === 0 ? 0 : (2 * right) / all;
  });
  return scores.reduce((sum, score) => sum + score, 0) / LABELS.length;
}
