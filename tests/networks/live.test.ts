import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../src/networks/live.ts';

const given = (link: string) => ({ text: 'Soup', pictures: 1, fields: { link } });
const shown = (link: string) => ({ text: 'Soup', pictures: 1, fields: { link } });
const driftsOf = (before: string, after: string) =>
  driftOf(given(before), shown(after)).map(({ what }) => what);

describe('a link to which the network added parameters', () => {
  it.each([
    ['https://acme.example/soup', 'https://acme.example/soup?ref=pin'],
    ['https://acme.example/soup?size=2', 'https://acme.example/soup?size=2&ref=pin'],
    ['https://acme.example/soup?size=2#top', 'https://acme.example/soup/?ref=pin&size=2#top'],
  ])('%s is still it, shown as %s', (before, after) => {
    expect(driftsOf(before, after)).toEqual([]);
  });

  it('is still it, whatever they are', () => {
    const names = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ü', '&'), minLength: 1, maxLength: 4 });
    const parameters = fc.array(fc.tuple(names, fc.string()), { maxLength: 4 });
    fc.assert(
      fc.property(parameters, parameters, (own, added) => {
        const before = new URL('https://acme.example/soup');
        for (const [name, value] of own) before.searchParams.append(`own_${name}`, value);
        const after = new URL(before);
        for (const [name, value] of added) after.searchParams.append(`net_${name}`, value);
        expect(driftsOf(before.href, after.href)).toEqual([]);
      }),
    );
  });
});

describe('another link is told', () => {
  it.each([
    ['https://acme.example/soup', 'https://acme.example/stew'],
    ['https://acme.example/soup', 'https://other.example/soup?ref=pin'],
    ['https://acme.example/soup?size=2', 'https://acme.example/soup?size=3&ref=pin'],
    ['https://acme.example/soup?size=2', 'https://acme.example/soup?ref=pin'],
    ['https://acme.example/soup#top', 'https://acme.example/soup?ref=pin#end'],
    ['https://acme.example/soup', ''],
    ['', 'https://acme.example/soup'],
  ])('%s shown as %s', (before, after) => {
    expect(driftsOf(before, after)).toEqual(['link']);
  });
});

describe('a video', () => {
  const film = (alt: string) => ({ text: 'Soup', pictures: 0, video: { alt } });
  const told = (alt: string, shown: { alt: string } | null | undefined) =>
    driftOf(film(alt), { text: 'Soup', ...(shown !== undefined && { video: shown }) }).map(
      ({ what }) => what,
    );

  it.each([
    ['A kite', undefined, []],
    ['A kite', { alt: 'A kite' }, []],
    ['A kite', { alt: 'Dragons' }, ['video alt']],
    ['A kite', { alt: '' }, ['video alt']],
    ['', { alt: 'written by the network' }, []],
    ['A kite', null, ['video']],
    ['', null, ['video']],
  ])('given as "%s" and shown as %o differs in %o', (alt, shown, drifts) => {
    expect(told(alt, shown)).toEqual(drifts);
  });
});
