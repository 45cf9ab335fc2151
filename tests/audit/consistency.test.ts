import { describe, expect, test } from 'vitest';
import { Consistency, type SentDelivery } from '../../src/audit/consistency.ts';

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const approve = { kind: 'post.approve', post: 1, revision: 2, content: HASH };
const sent = { kind: 'delivery.sent', post: 1, revision: 2, content: HASH, details: { delivery: 5 } };
const stored: SentDelivery = {
  ...{ id: 5, postId: 1, revision: 2, target: 'web', hash: HASH, contentHash: HASH },
  approvedHashes: [HASH],
};

function faultsOf(entries: object[], deliveries: SentDelivery[] = []): string[] {
  const consistency = new Consistency();
  for (const [index, entry] of entries.entries()) consistency.read(index + 1, JSON.stringify(entry));
  for (const one of deliveries) consistency.compare(one);
  return consistency.faults;
}

describe('what went out, against what was approved', () => {
  test('is in order where the approval comes first and names the same content', () => {
    expect(faultsOf([approve, sent], [stored])).toEqual([]);
    expect(faultsOf([{ ...approve, kind: 'post.emergency' }, sent], [stored])).toEqual([]);
  });

  test('somebody who said that it is live stands for the network’s word', () => {
    expect(faultsOf([approve, { ...sent, kind: 'delivery.answer.live' }], [stored])).toEqual([]);
  });

  test.each<[string, object[], RegExp]>([
    ['no approval at all', [sent], /^Row 1: post 1 was sent/],
    ['an approval that came later', [sent, approve], /^Row 1: post 1 was sent/],
    ['one of another revision', [{ ...approve, revision: 1 }, sent], /^Row 2/],
    ['one of another content', [{ ...approve, content: OTHER }, sent], /^Row 2/],
    ['a rejection', [{ ...approve, kind: 'post.reject' }, sent], /^Row 2/],
  ])('tells of %s', (_what, entries, told) => {
    expect(faultsOf(entries)).toEqual([expect.stringMatching(told)]);
  });

  test.each<[string, Partial<SentDelivery>, RegExp]>([
    ['whose content was changed afterwards', { contentHash: OTHER }, /its content is not what was sent/],
    ['whose content is gone', { contentHash: null }, /its content is not what was sent/],
    ['that no decision approves', { approvedHashes: [OTHER] }, /no decision approves what was sent/],
    ['of which the log does not tell', { id: 6 }, /the log does not tell of it/],
    [
      'that stands there with another hash',
      { hash: OTHER, contentHash: OTHER, approvedHashes: [OTHER] },
      /another content/,
    ],
  ])('tells of a delivery %s', (_what, change, told) => {
    expect(faultsOf([approve, sent], [{ ...stored, ...change }])).toEqual([expect.stringMatching(told)]);
  });

  test('tells of an entry that cannot be read, and of a hundred faults at most', () => {
    const consistency = new Consistency();
    for (let row = 1; row <= 150; row += 1) consistency.read(row, 'nonsense');
    expect(consistency.faults).toHaveLength(100);
    expect(consistency.faults[0]).toBe('Row 1 is no entry.');
  });
});
