/** What a post's card says of each delivery: each thing once, and nothing that is not so. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import { failedCheck, halted, notAnswered, notThereYet } from '../../src/app/deliveries/problems.ts';
import { deliveryLines, deliverySummary } from '../../src/app/posts/cards/delivery-lines.ts';
import type { PostView } from '../../src/app/posts/cards/post-view.ts';
import { plainInline } from '../../src/chat/card.ts';
import type { Problem } from '../../src/posts/delivery.ts';

type Delivery = PostView['deliveries'][number];

const account = { title: 'Acme' } as Account;
const at = new Date('2026-11-23T09:00:00Z');

function delivery(state: Delivery['state'], problem: Problem, doubtfulSince: Date | null = null): Delivery {
  const known = { title: 'Acme', state, problem, doubtfulSince, nextAt: at, dueAt: at, attempts: 1 };
  return { ...known, sentParts: [] as unknown } as Delivery;
}

const lines = (...deliveries: Delivery[]) => deliveryLines(deliveries).map(plainInline);
const summary = (...deliveries: Delivery[]) => plainInline(deliverySummary('held', deliveries));

const paused = delivery('held', halted('paused', 'web', false));
const frozen = delivery('held', halted('frozen', 'web', false));
const found = delivery('held', failedCheck([]));

describe('what may be live and is followed up', () => {
  test('says each thing once, where it is sent again under its key', () => {
    expect(lines(delivery('scheduled', notAnswered(account.title), at))).toEqual([
      'Acme: may be live. The answer of Acme was lost. The next try has the same key, so there is one post. It is followed up 2026-11-23T09:00:00.000Z.',
    ]);
  });

  test('says each thing once, where it was looked for', () => {
    expect(lines(delivery('scheduled', notThereYet(account.title), at))).toEqual([
      'Acme: may be live. The answer was lost. Looked at Acme: not there yet. It is followed up 2026-11-23T09:00:00.000Z.',
    ]);
  });
});

describe('a post over which nobody can be sure yet', () => {
  test('is on its way, and is not said to have got no further', () => {
    const told = (doubtfulSince: Date | null) =>
      plainInline(
        deliverySummary('scheduled', [delivery('scheduled', notAnswered(account.title), doubtfulSince)]),
      );
    expect(told(at)).toBe('Approved. It is on its way, and may be live.');
    expect(told(null)).toBe('Approved. It did not get through yet.');
  });
});

describe('what the network still works on', () => {
  const working = { reason: 'processing', message: 'Acme: it works on the pictures.', remedy: '' };

  test('is said to be worked on, not to be refused', () => {
    expect(lines(delivery('scheduled', working))).toEqual([
      'Acme: being worked on. Acme: it works on the pictures. Looked at again 2026-11-23T09:00:00.000Z.',
    ]);
  });

  test('may be live where an earlier answer was lost', () => {
    expect(lines(delivery('scheduled', working, at))[0]).toContain('Acme: may be live.');
  });
});

describe('what is held', () => {
  test('for its account goes on by itself, and nobody is told that it does not', () => {
    expect(summary(paused)).toBe(
      'It waits for its account and goes on by itself. If it is too late by then, you are asked about it.',
    );
    expect(lines(paused)).toEqual([
      'Acme: waits for its account. The account of "web" refused the sign-in. Nothing was sent. It goes on when the account accepts the sign-in again.',
    ]);
  });

  test('for a word does not go out by itself', () => {
    expect(summary(frozen)).toBe(
      'It fell due, and something was in the way. It does not go out by itself any more.',
    );
    expect(summary(found)).toBe(
      'A check before sending found an error. It does not go out by itself any more.',
    );
    expect(lines(frozen)[0]).toContain('Acme: waits for a decision. It fell due while posts were frozen.');
  });

  test('for both is told apart', () => {
    const apart = 'Where it waits for its account it goes on by itself; elsewhere it waits for a decision.';
    expect(summary(paused, frozen)).toBe(`It fell due, and something was in the way. ${apart}`);
    expect(summary(found, paused)).toBe(`A check before sending found an error. ${apart}`);
  });
});

test('what went out without its cover says so, and why', () => {
  const published = { id: '1', url: 'https://acme.example/1', shortfall: 'The cover is missing: too large.' };
  const one = { ...delivery('sent', failedCheck([])), problem: null, published } as Delivery;
  expect(lines(one)).toEqual([expect.stringMatching(/^Acme: sent, .*\. The cover is missing: too large\.$/)]);
});
