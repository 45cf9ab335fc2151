/** The team of every run. */
import type { CrisisSettings } from '../../../config/team/sections/crisis.ts';
import type { Team } from '../../../config/team.ts';
import type { EscalationPolicy } from '../../../src/crisis/escalation.ts';
import { PEOPLE } from './plan.ts';

export const CHANNELS = {
  review: { slack: 'C0REVIEW' },
  crisis: { slack: 'C0CRISIS', discord: '77' },
  leads: { discord: '78' },
};

export function teamOf(policy: EscalationPolicy, address: string): Team {
  const crisis: CrisisSettings = {
    ...{ detects: true, places: CHANNELS.crisis, falseAlarmsAWeek: 1, topics: {}, policy },
    webhooks: { phone: { url: `${address}/page`, secret: 'a-secret-of-sixteen' } },
    heartbeat: undefined,
    reopenWithin: 24 * 3_600_000,
  };
  const people: Team['people'] = [
    ...PEOPLE.map((name, index) => ({
      name,
      identities: { [index % 2 === 0 ? 'slack' : 'discord']: `U${name}` },
      roles: index === 3 ? ['responder' as const] : [],
    })),
    { name: 'Gone', identities: { slack: 'gone' }, roles: [] },
    { name: 'Root', identities: { slack: 'URoot' }, roles: ['admin'] },
  ];
  const team = {
    name: 'Acme',
    timeZone: 'UTC',
    people,
    roles: {},
    channels: CHANNELS,
    targets: {},
    groups: {},
  };
  return { ...team, sections: new Map([['crisis', crisis]]) } as unknown as Team;
}
