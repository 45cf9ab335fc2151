/** How posts are approved, as the team file says it. */
import { describe, expect, it } from 'vitest';
import { faultsOf, RIGHT, read } from './team-file.ts';

const ruled = (rules: string) => RIGHT.replace('approval: { expires_after: 90s }\n', rules);

const RULES = `approval:
  self_approval: true
  steps:
    - { name: Editorial, by: [approver] }
    - name: Legal
      by: [Ada Example, Bo, Bo]
      need: all
      targets: [all, hook]
    - { name: Board, by: [admin, Bo], need: 3 }
  veto: [Bo]
  reminders:
    - { after: 1d, to: [admin] }
    - { after: 4h }
  emergency: [admin, Ada Example]
`;

describe('the rules of approval', () => {
  it('are read into a policy: roles and names apart, groups as their targets, reminders by their time', () => {
    const { approval } = read(ruled(RULES));
    expect(approval).toEqual({
      selfApproval: true,
      expiresAfter: 7 * 86_400_000,
      steps: [
        { name: 'Editorial', by: { roles: ['approver'], names: [] }, need: 1 },
        {
          name: 'Legal',
          by: { roles: [], names: ['Ada Example', 'Bo'] },
          need: 2,
          targets: ['bluesky', 'hook'],
        },
        { name: 'Board', by: { roles: ['admin'], names: ['Bo'] }, need: 3 },
      ],
      veto: { roles: [], names: ['Bo'] },
      emergency: { roles: ['admin'], names: ['Ada Example'] },
      reminders: [{ after: 4 * 3_600_000 }, { after: 86_400_000, to: { roles: ['admin'], names: [] } }],
    });
  });

  it('left out, leave all as it was: no step of its own, no veto, no emergency, no reminder', () => {
    const nobody = { roles: [], names: [] };
    expect(read(RIGHT).approval).toEqual({
      ...{ selfApproval: false, expiresAfter: 90_000, steps: [], reminders: [] },
      ...{ veto: nobody, emergency: nobody },
    });
  });

  it.each([
    [
      'a name that nobody has',
      ['[Bo]', '[Boo]'],
      35,
      'approval.veto[0]',
      /neither a role.*Did you mean Bo\?/,
    ],
    [
      'a role that is none',
      ['[approver]', '[aprover]'],
      29,
      'approval.steps[0].by[0]',
      /Did you mean approver\?/,
    ],
    ['nobody in a step', ['[approver]', '[]'], 29, 'approval.steps[0].by', /at least one role or person/],
    [
      'an unknown target',
      ['[all, hook]', '[all, hok]'],
      33,
      'approval.steps[1].targets[1]',
      /Did you mean hook\?/,
    ],
    [
      'all of a role',
      ['need: 3', 'need: all'],
      34,
      'approval.steps[2].need',
      /named people only; admin is a role, whose members cannot be listed\. Write a number, or name the people/,
    ],
    [
      'more than are named',
      ['need: all', 'need: 3'],
      32,
      'approval.steps[1].need',
      /3 are needed, and by names 2\. Write need: all, or name more people\./,
    ],
    [
      'a need of nobody',
      ['need: 3', 'need: 0'],
      34,
      'approval.steps[2].need',
      /any, all or a number from 1; found 0/,
    ],
    [
      'a need in words',
      ['need: 3', 'need: most'],
      34,
      'approval.steps[2].need',
      /found "most"\. Example: need: "any"/,
    ],
    ['two steps of one name', ['name: Legal', 'name: Editorial'], 30, 'approval.steps[1].name', /already/],
    ['a reminder without a time', ['after: 4h', 'to: [Bo]'], 38, 'approval.reminders[1].after', /missing/],
    ['a reminder to nobody known', ['to: [admin]', 'to: [amin]'], 37, 'approval.reminders[0].to[0]', /admin/],
    [
      'an emergency for nobody known',
      ['Ada Example]\n', 'Eda Example]\n'],
      39,
      'approval.emergency[1]',
      /Ada Example/,
    ],
    [
      'an unknown key in a step',
      ['need: 3', 'needs: 3'],
      34,
      'approval.steps[2].needs',
      /Did you mean need\?/,
    ],
  ])('wrong, are told with line and remedy: %s', (_what, [from, to], line, field, told) => {
    const faults = faultsOf(ruled(RULES.replace(from ?? '', to ?? '')));
    const fault = faults.find((one) => one.field === field);
    expect(fault, JSON.stringify(faults, null, 1)).toBeDefined();
    expect(fault?.line).toBe(line);
    expect(`${fault?.message} ${fault?.remedy}`).toMatch(told);
    expect(fault?.remedy).not.toBe('');
  });

  it('do not guess who is meant by the name of a role that somebody bears', () => {
    const faults = faultsOf(ruled(RULES).replace('name: Bo', 'name: admin').replaceAll('Bo', 'Ada Example'));
    expect(faults.map((fault) => fault.message)).toContainEqual(
      expect.stringMatching(/^admin is a role, and/),
    );
  });
});
