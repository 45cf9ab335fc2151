/** A team with two chats, its database, and posts that went out when they are told to have. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { section as listening } from '../../config/team/sections/listening.ts';
import { section as moderation } from '../../config/team/sections/moderation.ts';
import type { Reports } from '../../config/team/sections/reports.ts';
import type { App } from '../../src/app/app.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Connection } from '../../src/networks/network.ts';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as postDeliveries from '../../src/store/post-deliveries.ts';
import * as posts from '../../src/store/posts.ts';
import { deliveries } from '../../src/store/schema/deliveries.ts';
import { createPageLinks } from '../../src/web/page-links.ts';
import { prepareEmbedded } from '../store/embedded.ts';

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

export interface Sent {
  /** Epoch ms: when it went out; undefined: it did not. */
  at?: number;
  /** Epoch ms: when it was due; when it went out unless told. */
  dueAt?: number;
  state?: 'sent' | 'failed' | 'unknown';
  targets?: string[];
  /** ms from its review's beginning to its approval. */
  approval?: number;
  content?: Partial<Content>;
}

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
    post,
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

  async function post({ at, dueAt = at ?? 0, targets = ['web'], approval = 60_000, ...more }: Sent) {
    const { state = 'sent' } = more;
    const content: Content = {
      ...{ text: 'Hello', variants: {}, targets, media: [], at: null, campaign: null },
      ...more.content,
    };
    const corrects = content.corrects;
    const input = { ...emptyInput, text: 'Hello', ...(corrects === undefined ? {} : { corrects }) };
    const { id: postId } = await posts.insert(database, author, input);
    const [createdAt, personId] = [new Date(dueAt - approval - 3_600_000), author];
    const hash = await posts.addRevision(database, { postId, revision: 1, content, personId, createdAt });
    await posts.update(database, postId, { stage: 'approved', revision: 1 });
    await posts.addDecision(database, {
      ...{ postId, revision: 1, hash, verdict: 'approve', personId, chat: 'slack' },
      createdAt: new Date(createdAt.getTime() + approval),
    });
    await postDeliveries.schedule(database, { postId, revision: 1, hash, targets, dueAt: new Date(dueAt) });
    const published = at === undefined ? null : { id: `id-${postId}` };
    await database
      .update(deliveries)
      .set({ state, sentAt: at === undefined ? null : new Date(at), published })
      .where(eq(deliveries.postId, postId));
    return postId;
  }

  return Object.assign(rig, { app });
}

const SURROUNDINGS = { timeZone: ZONE, channels: {}, people: [], targets: {}, groups: {} };
