/** A team with two chats, its database, and posts that went out when they are told to have. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { section as listening } from '../../config/team/sections/listening.ts';
import { section as moderation } from '../../config/team/sections/moderation.ts';
import type { Reports } from '../../config/team/sections/reports.ts';
import type { App } from '../../src/app/app.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Connection } from '../../src/networks/network.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { addSent, type Sent } from './sent-posts.ts';

export const ZONE = 'Europe/Copenhagen';
export const REPORTS: Reports = {
  audiences: {
    team: {
      ...{ name: 'team', places: { slack: 'C0SOCIAL', discord: '77' } },
      ...{ day: 1, time: { hour: 9, minute: 0 }, zone: ZONE },
      figures: ['published', 'late', 'failed', 'approval-time'],
    },
  },
  objectives: { published: { kind: 'at-least', value: 2 } },
};

export type ReportsRig = Awaited<ReturnType<typeof openRig>>;

export async function openRig() {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-reports-'));
  await prepareEmbedded(folder);
  const log = createLog('silent');
  const opened = await openDatabase({ dataDir: folder, log });
  const { database } = opened;
  const author = await people.enrol(database, { slack: 'U0ADA' }, { name: 'Ada' });
  const rig = {
    database,
    /** Epoch ms. */
    now: 0,
    reports: REPORTS as Reports,
    /** As the section of the team file is read. */
    listening: listening.read(listening.schema.parse(undefined), SURROUNDINGS),
    connections: {} as Record<string, Partial<Connection> & { network?: string }>,
    close: async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
    post: (sent: Sent) => addSent(database, author, sent),
  };
  const app = {
    ...{ log, database, messengers: new Map() },
    clock: { now: () => rig.now },
    queue: { add: async () => {} },
    accounts: {
      get: (target: string) => {
        const connection = rig.connections[target];
        const name = connection?.network ?? 'bluesky';
        const network = { name, title: `${name[0]?.toUpperCase()}${name.slice(1)}` };
        return connection && { target, title: target, network, connection };
      },
      titleOf: (name: string) => name,
    },
    pages: createPageLinks({
      key: new Uint8Array(32),
      now: () => rig.now,
      base: () => 'https://bot.example',
    }),
    get team() {
      const sections = new Map<string, unknown>([
        ['reports', rig.reports],
        ['moderation', moderation.read(moderation.schema.parse(undefined), SURROUNDINGS)],
        ['listening', rig.listening],
      ]);
      const targets = Object.fromEntries(Object.keys(rig.connections).map((name) => [name, { name }]));
      return { name: 'Acme', timeZone: ZONE, sections, targets, channels: { review: { slack: 'C0REVIEW' } } };
    },
  } as unknown as App;

  return Object.assign(rig, { app });
}

const SURROUNDINGS = { timeZone: ZONE, channels: {}, people: [], targets: {}, groups: {} };
