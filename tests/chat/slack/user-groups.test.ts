import { describe, expect, test } from 'vitest';
import { ADA, BO, openNewsroom, SOCIAL, seen } from './rig.ts';

describe('where the workspace or the token has no user groups', () => {
  test.each(['paid_teams_only', 'plan_upgrade_required'] as const)(
    'the free plan (%s): people are in none, and commands work',
    async (withoutUserGroups) => {
      const { slack, messenger, desk, lines } = await openNewsroom({ workspace: { withoutUserGroups } });
      expect(await messenger.member(BO)).toEqual({ name: 'bo', timeZone: 'America/New_York', groups: [] });
      expect(await messenger.peopleIn(['S0APPROVERS'])).toEqual([]);
      await slack.as(ADA).command(SOCIAL, '/note', 'new text:hello');
      await seen(slack, ADA, SOCIAL, 'Kept');
      expect(desk.notes).toEqual(['hello']);
      expect(lines.filter((line) => line.includes(withoutUserGroups))).not.toEqual([]);
    },
  );

  test('without the scope for them, people are in none', async () => {
    const scopes = ['users:read', 'commands', 'chat:write'];
    const { messenger } = await openNewsroom({ scopes });
    expect((await messenger.member(BO)).groups).toEqual([]);
  });

  test.each([
    'not_allowed_token_type',
    'team_access_not_granted',
    'team_not_found',
    'missing_argument',
    'no_permission',
  ])('%s: people are in none', async (error) => {
    const { slack, messenger } = await openNewsroom();
    slack.faults.next('usergroups.list', { error, times: 5 });
    expect((await messenger.member(BO)).groups).toEqual([]);
  });

  test.each([
    [{ status: 429, retryAfter: 3 }, 'rate_limited'],
    [{ status: 503 }, 'unreachable'],
    [{ status: 403 }, 'unreachable'],
    [{ error: 'internal_error' }, 'unreachable'],
    [{ error: 'token_revoked' }, 'refused'],
    [{ error: 'invalid_auth' }, 'refused'],
    [{ loseAnswer: 'before' }, 'unreachable'],
  ] as const)('but while Slack does not tell (%o), nobody gets in', async (fault, reason) => {
    const { slack, messenger } = await openNewsroom();
    slack.faults.next('usergroups.list', fault);
    await expect(messenger.member(BO)).rejects.toMatchObject({ name: 'ChatError', reason });
    expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
  });
});

describe('an app that is installed for a whole organisation', () => {
  const organisation = { id: 'E0ORG', name: 'Media House', otherTeams: ['T0OTHER'] };

  test('asks each of its workspaces for their groups', async () => {
    const { slack, messenger } = await openNewsroom({ workspace: { organisation } });
    expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
    expect(await messenger.peopleIn(['S0APPROVERS'])).toEqual([BO]);
    expect(slack.traffic().counts['usergroups.list']).toBe(2);
  });

  test('asks the workspaces that people are of where they are not listed', async () => {
    const { slack, messenger } = await openNewsroom({ workspace: { organisation } });
    slack.faults.next('auth.teams.list', { error: 'unknown_method', times: 3 });
    expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
  });

  test('one workspace that is closed to it does not hide the groups of the others', async () => {
    const closed = { ...organisation, closedTeams: ['T0OTHER'] };
    const { messenger } = await openNewsroom({ workspace: { organisation: closed } });
    expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
  });

  test('while one workspace does not answer, nobody gets in', async () => {
    const { slack, messenger } = await openNewsroom({ workspace: { organisation } });
    slack.faults.next('usergroups.list', { status: 503 });
    await expect(messenger.member(BO)).rejects.toMatchObject({ reason: 'unreachable' });
    slack.faults.next('auth.teams.list', { status: 429, retryAfter: 1 });
    await expect(messenger.member(BO)).rejects.toMatchObject({ reason: 'rate_limited' });
    expect((await messenger.member(BO)).groups).toEqual(['S0APPROVERS']);
  });
});
