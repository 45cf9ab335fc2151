import { expect, test } from 'vitest';
import { may } from '../../src/people/person.ts';
import { ROLES } from '../../src/people/role.ts';

const stranger = { roles: [] };
const named = { roles: [], listedAs: 'Ada Example' };

test('whoever the team file names is of the team, and may do nothing more by that', () => {
  expect(may(named, 'member')).toBe(true);
  for (const role of ROLES) expect(may(named, role), role).toBe(false);
});

test('a stranger may do what is for anyone, and nothing else', () => {
  expect(may(stranger, 'anyone')).toBe(true);
  for (const needed of ['member', ...ROLES] as const) expect(may(stranger, needed), needed).toBe(false);
});

test('a role is of the team, and an admin may do all of it', () => {
  expect(may({ roles: ['author'] }, 'member')).toBe(true);
  expect(may({ roles: ['author'] }, 'approver')).toBe(false);
  for (const needed of ['member', ...ROLES] as const) expect(may({ roles: ['admin'] }, needed)).toBe(true);
});
