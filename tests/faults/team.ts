/** The team of the harness: an author, an approver, and every target. */
import type { Listening } from '../../config/team/sections/listening.ts';
import type { Team } from '../../config/team.ts';
import type { PublicMedia } from '../../src/networks/public-media.ts';
import type { Actor } from '../../src/people/actor.ts';
import type { Role } from '../../src/people/role.ts';
import type { WorkerSettings } from './orders.ts';
import { NETWORKS, TARGETS } from './targets.ts';

export function teamOf(accounts: Record<string, unknown>, grace: number): Team {
  return {
    name: 'Acme',
    timeZone: ZONE,
    channels: { review: { slack: 'C0REVIEW' } },
    servers: {},
    people: [],
    roles: {},
    targets: Object.assign(
      Object.create(null),
      Object.fromEntries(TARGETS.map((name) => [name, targetOf(name)])),
    ),
    apps: {},
    groups: Object.create(null),
    approval: {
      selfApproval: false,
      expiresAfter: 7 * 24 * 3_600_000,
      reminders: [],
      steps: [],
      veto: { roles: [], names: [] },
      emergency: { roles: [], names: [] },
    },
    publishing: { grace, largestVideo: 1_000_000_000 },
    campaigns: Object.create(null),
    words: { banned: [], required: [] },
    sections: new Map([['listening', LISTENING]]),
    preflight: { duplicatesWithin: 0, similarity: 1, links: false },
  };

  function targetOf(name: (typeof TARGETS)[number]) {
    const { title, name: network, account } = NETWORKS[name];
    return { name, title, network, account: account.parse(accounts[name]) };
  }
}

/** Some networks fetch pictures and videos themselves. */
export function publicMediaOf({ pictures, films }: Pick<WorkerSettings, 'pictures' | 'films'>): PublicMedia {
  return {
    isPublic: true,
    addressOf: async (_picture, as) => (as === 'jpeg' ? pictures.jpeg : pictures.asItIs),
    addressOfVideo: async ({ hash }) => films[hash] ?? '',
  };
}

export const ada = (id: number): Actor => actor(id, 'Ada Author', 'author');
export const ben = (id: number): Actor => actor(id, 'Ben Approver', 'approver');

function actor(id: number, name: string, role: Role): Actor {
  return { person: { id, name, timeZone: ZONE, roles: [role], identities: {} }, chat: 'slack' };
}

/** Answers need an approval, as all posts do. */
const LISTENING: Listening = { sources: {}, topics: [], claimExpires: 3_600_000, approval: 'always' };

/** One whose clocks are changed. */
export const ZONE = 'Europe/Copenhagen';
