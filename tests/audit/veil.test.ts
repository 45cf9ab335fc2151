import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isVeiled, peopleIn, unveil, veil } from '../../src/audit/veil.ts';

const keys = new Map([
  [7, randomBytes(32)],
  [8, randomBytes(32)],
]);
const entry = {
  kind: 'post.approve',
  at: '2026-11-25T09:00:00.000Z',
  person: { id: 7, name: 'Ada Author' },
  post: 3,
  details: { comment: 'Fine by Ada', step: 'Legal', for: { id: 8, name: 'Lea Lead' }, delivery: 4 },
};

test('what is of people is sealed, and nothing else; with the keys it reads as before', () => {
  const sealed = veil(entry, keys);
  const written = JSON.stringify(sealed);
  for (const words of ['Ada', 'Lea']) expect(written).not.toContain(words);
  expect(sealed).toMatchObject({ kind: entry.kind, post: 3, person: { id: 7 }, details: { step: 'Legal' } });
  expect(isVeiled(written)).toBe(true);
  expect(isVeiled(JSON.stringify(entry))).toBe(false);
  expect(JSON.stringify(unveil(JSON.parse(written), keys, 'x'))).toBe(JSON.stringify(entry));
  expect(peopleIn(sealed)).toEqual([7, 8]);
});

test('their name on a network, as which they connected an account, is sealed with theirs', () => {
  const connected = {
    ...entry,
    kind: 'target.connected',
    details: { as: 'Ada A. Author', granter: 'urn:1' },
  };
  expect(JSON.stringify(veil(connected, keys))).not.toContain('Ada');
  expect(unveil(veil(connected, keys), new Map(), '(erased)').details).toEqual({
    as: '(erased)',
    granter: 'urn:1',
  });
});

test('without a person’s key their words are erased, and the others’ are not', () => {
  const left = new Map([...keys].filter(([id]) => id === 8));
  const read = unveil(veil(entry, keys), left, '(erased)');
  expect(read.person.name).toBe('(erased)');
  expect(read.details.comment).toBe('(erased)');
  expect(read.details.for.name).toBe('Lea Lead');
});

test('the same name is sealed otherwise each time, so that it cannot be told again', () => {
  expect(veil(entry, keys).person.name).not.toBe(veil(entry, keys).person.name);
});

test('any words survive, also such as look sealed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const given = { person: { id: 7, name }, details: { comment: `\u0002veiled:${name}` } };
      expect(unveil(veil(given, keys), keys, 'x')).toEqual(given);
    }),
  );
});
