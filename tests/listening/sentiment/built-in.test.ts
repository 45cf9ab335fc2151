import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBuiltIn } from '../../../src/classifiers/built-in.ts';
import { LANGUAGES } from '../../../src/listening/sentiment/languages/index.ts';
import type { Label, Sentiment } from '../../../src/listening/sentiment/sentiment.ts';

let sentiment: Sentiment;
beforeAll(async () => {
  sentiment = await openBuiltIn();
});

const label = (text: string, lang?: string): Label => sentiment.classify(text, lang).label;
const score = (text: string, lang?: string): number => sentiment.classify(text, lang).score;

describe('the built-in sentiment model', () => {
  it('tells praise, complaint and plain news apart', () => {
    expect(label('Love the new app, it is brilliant', 'en')).toBe('positive');
    expect(label('The app is awful and support is useless', 'en')).toBe('negative');
    expect(label('The office opens at nine on Tuesday', 'en')).toBe('neutral');
  });

  it.each([
    ['en', 'This is good', 'This is not good'],
    ['de', 'Das gefällt mir', 'Das gefällt mir nicht'],
    ['fr', "J'aime ce produit", "Je n'aime pas ce produit"],
    ['es', 'Me gusta este producto', 'No me gusta este producto'],
    ['da', 'Det er godt', 'Det er ikke godt'],
  ])('hears a negation (%s)', (lang, plain, negated) => {
    expect(score(negated, lang)).toBeLessThan(score(plain, lang) - 0.3);
  });

  it.each([
    ['de', 'Ich mag das neue Menü nicht'],
    ['no', 'Jeg liker det ikke i det hele tatt'],
    ['sv', 'Jag gillar den inte alls'],
    ['nl', 'Ik vind het niet leuk'],
  ])('hears a negation after the verb (%s)', (lang, text) => {
    expect(label(text, lang)).toBe('negative');
  });

  it('hears emphasis and what tones it down', () => {
    expect(score('The update is very good', 'en')).toBeGreaterThan(score('The update is good', 'en'));
    expect(score('The update is somewhat bad', 'en')).toBeGreaterThan(score('The update is bad', 'en'));
  });

  it('reads emoji and emoticons, with a shade of skin or without', () => {
    expect(score('Wednesday 😍', 'en')).toBeGreaterThan(score('Wednesday', 'en') + 0.3);
    expect(score('Wednesday 😡', 'en')).toBeLessThan(score('Wednesday', 'en') - 0.3);
    expect(score('Wednesday 👎🏿', 'en')).toBe(score('Wednesday 👎', 'en'));
    expect([label('Wednesday 😡', 'en'), label('😍')]).toEqual(['negative', 'positive']);
    expect(score('Wednesday :-)', 'en')).toBeGreaterThan(score('Wednesday :-(', 'en'));
  });

  it('finds the words of a hashtag, and a word with stretched letters', () => {
    expect(label('#WorstServiceEver', 'en')).toBe('negative');
    expect(score('soooo goooood', 'en')).toBeGreaterThan(0.3);
  });

  it('does not take praise before a trouble for praise', () => {
    expect(label('Great, another outage', 'en')).toBe('negative');
    expect(label('Toll, schon wieder eine Störung', 'de')).toBe('negative');
    expect(label('great, another update that breaks my headphones', 'en')).toBe('negative');
    expect(label('Great, another win for our girls', 'en')).toBe('positive');
    expect(score('Great, the outage is fixed', 'en')).toBeGreaterThan(
      score('Great, another outage', 'en') + 0.3,
    );
  });

  it.each([
    ['da', 'Jeg er meget glad for jeres hjælp i dag'],
    ['de', 'Ich freue mich sehr über eure schnelle Hilfe'],
    ['en', 'I am very happy about your quick help today'],
    ['es', 'Estoy muy contento con vuestra ayuda de hoy'],
    ['fi', 'Olen todella iloinen teidän avustanne tänään'],
    ['fr', 'Je suis très content de votre aide rapide'],
    ['it', 'Sono molto contento del vostro aiuto di oggi'],
    ['nl', 'Ik ben heel blij met jullie snelle hulp vandaag'],
    ['pl', 'Jestem bardzo szczęśliwy dzięki waszej pomocy'],
    ['pt', 'Estou muito contente com a vossa ajuda de hoje'],
    ['sv', 'Jag är mycket glad över er snabba hjälp idag'],
  ])('finds out the language (%s), and that this is praise', (lang, text) => {
    const mood = sentiment.classify(text);
    expect(mood).toMatchObject({ lang, label: 'positive' });
  });

  it('takes a language with its region, and both written forms of Norwegian', () => {
    expect(sentiment.classify('Muito bom', 'pt-BR')).toEqual(sentiment.classify('Muito bom', 'pt'));
    expect(sentiment.classify('Veldig bra', 'nn').lang).toBe('no');
  });

  it('says und and is unsure where there is no language, and less sure in one that it has no words of', () => {
    expect(sentiment.classify('')).toEqual({ label: 'neutral', score: 0, confidence: 0.34, lang: 'und' });
    expect(sentiment.classify('これはとても良いです').confidence).toBeLessThan(0.47);
  });
});

describe('whatever is written', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom(
          'not',
          'good',
          '#',
          '@',
          'https://',
          '😡',
          '!!!',
          ':-(',
          '\ud83d',
          "n'",
          'ikke',
          '\n',
          ' ',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('gets an answer whose score, label and confidence agree', () => {
    fc.assert(
      fc.property(texts, fc.option(fc.constantFrom(...LANGUAGES), { nil: undefined }), (text, lang) => {
        const mood = sentiment.classify(text, lang);
        expect(Math.abs(mood.score)).toBeLessThanOrEqual(1);
        expect(mood.confidence).toBeGreaterThanOrEqual(0);
        expect(mood.confidence).toBeLessThanOrEqual(1);
        if (mood.label === 'positive') expect(mood.score).toBeGreaterThanOrEqual(0);
        if (mood.label === 'negative') expect(mood.score).toBeLessThanOrEqual(0);
        if (mood.label === 'neutral') expect(Math.abs(mood.score)).toBeLessThanOrEqual(0.5);
        expect(sentiment.classify(text, lang)).toEqual(mood);
      }),
    );
  });

  it('is read up to a length: what comes after it changes nothing', () => {
    const long = 'The service is awful. '.repeat(5_000);
    expect(sentiment.classify(`${long} I love it`, 'en')).toEqual(sentiment.classify(long, 'en'));
  });
});
