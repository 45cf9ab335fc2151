import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyInput, type PostInput } from '../../src/posts/input.ts';
import { type Reader, readInput } from '../../src/posts/reading.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const READER: Reader = {
  targets: ['web', 'bluesky', 'mastodon'],
  groups: plain({ all: ['web', 'bluesky'], both: ['bluesky', 'mastodon'] }),
  timeZone: 'Europe/Copenhagen',
  now: NOW,
};
const read = (change: Partial<PostInput>) =>
  readInput({ ...emptyInput, text: 'Hello', to: 'web', ...change }, READER);
const ids = (change: Partial<PostInput>) => read(change).findings.map(({ id, field }) => [id, field]);

describe('what an author filled in', () => {
  test('is read whole', () => {
    const media = [{ hash: 'aa', alt: 'A door', name: 'door.png' }];
    expect(read({ to: 'all', at: 'tomorrow 9:00', media, campaign: ' spring ' })).toEqual({
      content: {
        text: 'Hello',
        variants: {},
        targets: ['bluesky', 'web'],
        media: [{ hash: 'aa', alt: 'A door' }],
        at: Date.parse('2026-11-23T08:00:00Z'),
        campaign: 'spring',
      },
      findings: [],
    });
  });

  test('to all goes to every target, unless the team calls a group so', () => {
    const all = { ...emptyInput, text: 'Hello', to: 'all' };
    expect(readInput(all, READER).content?.targets).toEqual(['bluesky', 'web']);
    const without = { ...READER, groups: plain({ both: ['bluesky', 'mastodon'] }) };
    expect(readInput(all, without).content?.targets).toEqual(['bluesky', 'mastodon', 'web']);
    const bare = { ...READER, targets: [], groups: {} };
    expect(readInput(all, bare).findings).toMatchObject([
      { id: 'post.to.unknown', remedy: 'The team file names no target yet.' },
    ]);
  });

  test('of a correction tells which post it corrects', () => {
    expect(read({ corrects: 12 }).content).toMatchObject({ text: 'Hello', corrects: 12 });
    expect(read({}).content).not.toHaveProperty('corrects');
  });

  test('is refused where it is longer than an approver can read on a card', () => {
    expect(read({ text: 'x'.repeat(8_000) }).content).toBeDefined();
    const [finding] = read({ text: 'x'.repeat(8_012) }).findings;
    expect(finding).toMatchObject({ id: 'post.text.max_review', field: 'text', level: 'error' });
    expect(finding?.message).toContain('8012');
    expect(finding?.remedy).toBe('Shorten it by 12.');
  });

  test('holds own texts of the targets that it goes to, where they differ', () => {
    const variants = { web: 'Hi', bluesky: 'Elsewhere', mastodon: 'Hello' };
    expect(read({ to: 'web, mastodon', variants }).content?.variants).toEqual({ web: 'Hi' });
    expect(read({ text: '', to: 'web', variants }).content?.variants).toEqual({ web: 'Hi' });
    expect(ids({ text: '', to: 'web, x', variants })).toContainEqual(['post.to.unknown', 'to']);
    expect(ids({ text: '', to: 'both', variants: { bluesky: 'Hi' } })).toEqual([['post.text.empty', 'text']]);
    const long = { web: 'x'.repeat(4_001), bluesky: 'y'.repeat(4_000) };
    expect(ids({ text: '', to: 'all', variants: long })).toEqual([['post.text.max_review', 'text']]);
  });

  test('is no content while a picture that was given could not be had', () => {
    const missing = [
      { id: 'media.unreadable', level: 'error' as const, field: 'media', message: 'm', remedy: 'r' },
    ];
    expect(read({ missing })).toEqual({ content: undefined, findings: missing });
  });

  test.each(['', '  ', 'now', 'ASAP'])('"%s" is as soon as it is approved', (at) => {
    expect(read({ at }).content?.at).toBeNull();
  });

  test('names a target twice, by group and by name, and it goes there once', () => {
    expect(read({ to: 'all, web both,bluesky' }).content?.targets).toEqual(['bluesky', 'mastodon', 'web']);
  });

  test.each<[Partial<PostInput>, [string, string][]]>([
    [{ text: '' }, [['post.text.empty', 'text']]],
    [{ text: ' \n ' }, [['post.text.empty', 'text']]],
    [{ to: '' }, [['post.to.empty', 'to']]],
    [{ to: ' , ' }, [['post.to.empty', 'to']]],
    [{ to: 'wbe' }, [['post.to.unknown', 'to']]],
    [{ to: 'constructor' }, [['post.to.unknown', 'to']]],
    [
      { to: 'x, web, y' },
      [
        ['post.to.unknown', 'to'],
        ['post.to.unknown', 'to'],
      ],
    ],
    [{ at: 'yesterday 9:00' }, [['at.past', 'at']]],
    [{ at: '2027-10-31 02:30' }, [['at.twice', 'at']]],
    [{ at: '2027-03-28 02:30' }, [['at.skipped', 'at']]],
    [{ at: 'soonish' }, [['at.unreadable', 'at']]],
    [{ at: 'tomorrow' }, [['at.time_missing', 'at']]],
    [
      { text: '', to: 'wbe', at: 'soonish' },
      [
        ['post.to.unknown', 'to'],
        ['at.unreadable', 'at'],
        ['post.text.empty', 'text'],
      ],
    ],
  ])('%j has the faults %j, all at once', (change, expected) => {
    expect(ids(change)).toEqual(expected);
  });

  test('an unknown target is told with all that there are', () => {
    expect(read({ to: 'wbe' }).findings[0]).toMatchObject({
      message: '"wbe" is neither a target nor a group.',
      remedy: 'There are: all, both, web, bluesky, mastodon.',
    });
  });

  test('a picture alone is a post', () => {
    const media = [{ hash: 'aa', alt: '', name: 'door.png' }];
    expect(read({ text: '', media }).content).toMatchObject({ text: '' });
  });

  test('whatever was typed, it is read or told, and never thrown', () => {
    const words = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('in 2 minutes', 'web', 'all'),
    );
    fc.assert(
      fc.property(words, words, words, (text, to, at) => {
        const { content, findings } = readInput({ ...emptyInput, text, to, at }, READER);
        expect(content === undefined).toBe(findings.length > 0);
        if (!content) return;
        expect(content.text).toBe(text);
        expect(content.targets.every((target) => READER.targets.includes(target))).toBe(true);
        if (content.at !== null) expect(content.at).toBeGreaterThan(NOW);
      }),
      { numRuns: 500 },
    );
  });
});

/** As the team file's: without a prototype. */
function plain<T>(entries: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), entries);
}
