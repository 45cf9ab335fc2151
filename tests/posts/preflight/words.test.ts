import { describe, expect, test } from 'vitest';
import { requiredWith } from '../../../src/posts/preflight/requirements.ts';
import { rule as bannedWords } from '../../../src/posts/preflight/rules/banned-words.ts';
import { rule as requiredWords } from '../../../src/posts/preflight/rules/required-words.ts';
import { candidate } from './candidate.ts';

describe('banned words', () => {
  const words = { banned: ['guaranteed profit', 'C++'], required: [] };

  test('are told each, with what was found and where', () => {
    const text = 'Learn c++ with us: Guaranteed  Profit for you';
    expect(bannedWords.find(candidate({ text, team: { words } }))).toEqual([
      {
        id: 'post.words.banned',
        level: 'error',
        field: 'text',
        about: 'guaranteed profit',
        message:
          'The text says "Guaranteed  Profit", which the team does not say: "Learn c++ with us: Guaranteed Profit for you".',
        remedy: 'Say it in other words.',
      },
      expect.objectContaining({ about: 'C++', message: expect.stringContaining('"c++"') }),
    ]);
  });

  test('are told of the text that they stand in', () => {
    const own = candidate({ text: 'C++ here', content: { text: 'Nothing' }, team: { words } });
    expect(bannedWords.find(own)[0]?.message).toContain('The text for Acme on the web says "C++"');
  });

  test('are not said of a picture either', () => {
    const media = [
      { hash: 'a', alt: 'A door' },
      { hash: 'b', alt: 'A chart: guaranteed profit' },
    ];
    expect(bannedWords.find(candidate({ content: { media }, team: { words } }))).toMatchObject([
      { field: 'alt', message: expect.stringContaining('The alt text of picture 2 says') },
    ]);
  });

  test('may be parts of other words', () => {
    expect(bannedWords.find(candidate({ text: 'unguaranteed profits', team: { words } }))).toEqual([]);
    expect(bannedWords.find(candidate({ text: 'anything' }))).toEqual([]);
  });
});

describe('required words', () => {
  const rule = {
    words: ['Capital at risk', 'Kapital riskieren'],
    targets: ['web'],
    level: 'warning' as const,
  };
  const words = { banned: [], required: [rule] };

  test('one of them is enough', () => {
    expect(requiredWords.find(candidate({ text: 'Buy. capital AT risk!', team: { words } }))).toEqual([]);
    expect(requiredWords.find(candidate({ text: 'Buy.', team: { words } }))).toEqual([
      {
        id: 'post.words.required',
        level: 'warning',
        field: 'text',
        about: 'Capital at risk,Kapital riskieren',
        message:
          'What goes to Acme on the web says one of "Capital at risk", "Kapital riskieren"; this text says none of them.',
        remedy: 'Add one of them.',
      },
    ]);
  });

  test('for a target that is not there are asked for, as a warning, at those that people connected', () => {
    const awaited = { ...rule, words: ['Capital at risk'], targets: ['acme-bank'], level: 'error' as const };
    const asked = (known: string[], connected: string[]) =>
      requiredWords.find(
        candidate({
          text: 'Buy.',
          team: { words: { banned: [], required: requiredWith([awaited], known, connected) } },
        }),
      );
    expect(asked(['web'], ['web'])).toMatchObject([
      {
        level: 'warning',
        message:
          'What goes to acme-bank says "Capital at risk"; nothing is connected under that name, so Acme on the web may be meant, and this text says it not.',
        remedy:
          'Add it, or accept it where Acme on the web is not meant. An admin corrects the name in words.required.',
      },
    ]);
    // Of the team file, or the one that is meant is there.
    expect(asked(['web'], [])).toEqual([]);
    expect(asked(['web', 'acme-bank'], ['web', 'acme-bank'])).toEqual([]);
  });

  test('are asked for at the targets that the rule names, or at all', () => {
    const elsewhere = { ...rule, targets: ['bluesky'] };
    const everywhere = { words: ['Acme'], targets: [], level: 'error' as const };
    const found = requiredWords.find(
      candidate({ team: { words: { banned: [], required: [elsewhere, everywhere] } } }),
    );
    expect(found).toMatchObject([
      { level: 'error', message: 'What goes to Acme on the web says "Acme"; this text does not.' },
    ]);
  });
});
