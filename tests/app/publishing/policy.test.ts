/** Which answers go out by their writer's own press, and which need somebody else's eyes. */
import { expect, test } from 'vitest';
import type { Listening } from '../../../config/team/sections/listening.ts';
import type { Team } from '../../../config/team.ts';
import { policyFor } from '../../../src/app/posts/review/progress.ts';
import type { Answers } from '../../../src/posts/answers.ts';
import type { Content } from '../../../src/posts/content.ts';

const nobody = { roles: [], names: [] };
const PICTURE = { hash: 'aa', alt: '' };

/** Whether one who answers may send it alone. */
function aloneWhere(
  rule: Listening['approval'],
  author: Partial<Answers['author']>,
  more: Partial<Content> = {},
): boolean {
  const listening = { approval: rule } as Listening;
  const approval = { selfApproval: false, steps: [], veto: nobody, emergency: nobody };
  const team = { approval, sections: new Map([['listening', listening]]) } as unknown as Team;
  const answers: Answers = {
    ...{ id: '1', audience: 'public', warning: '' },
    author: { id: 'a', handle: '@a', ...author },
  };
  const content: Content = {
    ...{ text: 'Thanks', variants: {}, targets: ['web'], media: [], at: null, campaign: null },
    ...{ answers, ...more },
  };
  return policyFor(team, content).selfApproval;
}

test('by the rule of the team, from as many followers on as it says', () => {
  expect(aloneWhere('always', { followers: 0 })).toBe(false);
  expect(aloneWhere('never', { followers: 1_000_000 })).toBe(true);
  expect(aloneWhere({ followers: 500 }, { followers: 499 })).toBe(true);
  expect(aloneWhere({ followers: 500 }, { followers: 500 })).toBe(false);
});

test('whom nobody can count may have many: somebody else looks at it', () => {
  expect(aloneWhere({ followers: 500 }, {})).toBe(false);
});

test('what is no answer in one place and in words is approved as any post', () => {
  expect(aloneWhere('never', {}, { answers: undefined })).toBe(false);
  expect(aloneWhere('never', {}, { targets: ['shop', 'web'] })).toBe(false);
  expect(aloneWhere('never', {}, { media: [PICTURE] })).toBe(false);
});
