import { expect, test } from 'vitest';
import { objection } from '../../src/posts/review.ts';

const strict = { selfApproval: false };
const ids = { authorId: 1, editorId: 2, personId: 3 };

test('nobody approves what they wrote, or changed last', () => {
  expect(objection(strict, 'approve', { ...ids, personId: 1 })).toMatchObject({ id: 'approval.self' });
  expect(objection(strict, 'approve', { ...ids, personId: 2 })).toMatchObject({ id: 'approval.self' });
  expect(objection(strict, 'approve', ids)).toBeUndefined();
});

test('they may reject it, and ask for changes', () => {
  expect(objection(strict, 'reject', { ...ids, personId: 1 })).toBeUndefined();
  expect(objection(strict, 'request_changes', { ...ids, personId: 1 })).toBeUndefined();
});

test('where the team allows it, they may', () => {
  expect(objection({ selfApproval: true }, 'approve', { ...ids, personId: 1 })).toBeUndefined();
});
