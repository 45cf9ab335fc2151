import { describe, expect, it } from 'vitest';
import { checkNode } from '../../src/cli/verbs/doctor/node.ts';
import { missingPermissions } from '../../src/cli/verbs/doctor/permissions.ts';

describe('the parts of the doctor', () => {
  it('wants Node.js 20.19 or newer', () => {
    const states = ['20.18.9', '18.30.0', '20.19.0', '22.1.0'].map((version) => checkNode(version).state);
    expect(states).toEqual(['wrong', 'wrong', 'right', 'right']);
  });

  it("counts permissions by Discord's rules", () => {
    const all = String(1024n | 2048n | 16384n | 32768n | 65536n);
    const standing = {
      guild: 'g',
      member: { id: 'm', roles: ['r'] },
      roles: [
        { id: 'g', permissions: all },
        { id: 'r', permissions: '0' },
        { id: 'other', permissions: '8' },
      ],
      overwrites: [{ id: 'g', allow: '0', deny: '2048' }],
    };
    expect(missingPermissions(standing)).toEqual(['Send Messages']);
    const allowed = { id: 'r', allow: '2048', deny: '0' };
    expect(missingPermissions({ ...standing, overwrites: [...standing.overwrites, allowed] })).toEqual([]);
    const denied = { id: 'm', allow: '0', deny: '1024' };
    expect(missingPermissions({ ...standing, overwrites: [allowed, denied] })).toEqual(['View Channel']);
    // Among roles, one that allows wins over one that denies.
    const roles = { ...standing, member: { id: 'm', roles: ['r', 'other-role'] } };
    const denying = { id: 'other-role', allow: '0', deny: '2048' };
    expect(missingPermissions({ ...roles, overwrites: [denying, allowed] })).toEqual([]);
    const admin = { ...standing, member: { id: 'm', roles: ['other'] } };
    expect(missingPermissions({ ...admin, overwrites: [denied] })).toEqual([]);
  });
});
