import { describe, expect, it } from 'vitest';
import type { Team } from '../../config/team.ts';
import { checkCharts } from '../../src/cli/verbs/doctor/charts.ts';
import type { Situation } from '../../src/cli/verbs/doctor/check.ts';

describe('the doctor', () => {
  it('looks whether charts can be written on, where reports are sent, and says nothing elsewhere', async () => {
    const of = (audiences: object) => checkCharts(situation({ audiences, objectives: {} }));
    expect(await of({})).toEqual([]);
    expect(await of({ team: {} })).toEqual([
      { state: 'right', what: 'Charts: they can be drawn, with text on them.' },
    ]);
  });
});

function situation(reports: object): Situation {
  const team = { sections: new Map([['reports', reports]]) } as unknown as Team;
  return { environment: {} as Situation['environment'], team, networks: new Map() };
}
