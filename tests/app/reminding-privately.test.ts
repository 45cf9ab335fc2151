/** Of an answer to what is not public nobody is told where the whole team reads, not even by a heading. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Listening } from '../../config/team/sections/listening.ts';
import type { App } from '../../src/app/app.ts';
import { reviewersOf } from '../../src/app/posts/cards/reviewers.ts';
import { remindReview } from '../../src/app/posts/review/reminding.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Audience } from '../../src/people/audience.ts';
import type { Content } from '../../src/posts/content.ts';
import { emptyInput } from '../../src/posts/input.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import { outbox } from '../../src/store/schema/outbox.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';

const HOUR = 3_600_000;
const log = createLog('silent');
const clock = new MovableClock();
const LISTENING = {
  ...{ sources: {}, topics: [], route: {}, privateRoute: { slack: 'C0PRIVATE' } },
  ...{ claimExpires: 60_000, approval: 'always' },
} satisfies Listening;

let opened: OpenDatabase;
let folder = '';
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-reminding-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
  app = {
    ...{ clock, log, database: opened.database, queue: { add: async () => {} } },
    messengers: new Map([['slack', { member: async () => ({ name: 'Ada', groups: [] }) }]]),
    team: {
      ...{ people: [], roles: {}, channels: { review: { slack: 'C0REVIEW' } } },
      approval: {
        ...{ selfApproval: false, expiresAfter: 100 * HOUR, reminders: [{ after: HOUR }] },
        steps: [{ name: '', by: { roles: ['approver'], names: [] }, need: 1 }],
        ...{ veto: { roles: [], names: [] }, emergency: { roles: [], names: [] } },
      },
      sections: new Map([['listening', LISTENING]]),
    },
  } as unknown as App;
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => emptyPosts(opened.database));

test.each([
  ['what everybody reads', 'public', 'slack:C0REVIEW'],
  ['a direct message', 'direct', 'slack:C0PRIVATE'],
  ['what followers alone read', 'followers', 'slack:C0PRIVATE'],
] as const)(
  'where nobody can be told directly, an answer to %s is told where it is reviewed',
  async (_name, audience, place) => {
    const id = await awaitedAnswer(audience);
    expect(await toldIn(id)).toEqual([place]);
  },
);

test('a correction of an answer that is not public is told there too', async () => {
  const corrects = await awaitedAnswer('direct');
  const id = await awaited({ corrects });
  expect(await toldIn(id)).toEqual(['slack:C0PRIVATE']);
});

test('its author reads of the places where it is reviewed, and of no others', async () => {
  const id = await awaitedAnswer('direct');
  // Nothing was shown anywhere yet, so both are waited for: the private channel alone is one of them.
  expect((await reviewersOf(withPublicOnDiscord(), id)).waiting).toEqual(['slack']);
});

function withPublicOnDiscord(): App {
  const channels = { review: { slack: 'C0REVIEW', discord: '11' } };
  const messengers = new Map(['slack', 'discord'].map((chat) => [chat, {}]));
  return { ...app, messengers, team: { ...app.team, channels } } as unknown as App;
}

async function toldIn(id: number): Promise<(string | null)[]> {
  await remindReview(app, id);
  const rows = await opened.database.select().from(outbox);
  return rows.map(({ place }) => place);
}

function awaitedAnswer(audience: Audience): Promise<number> {
  const author = { id: 'kim', handle: '@kim' };
  return awaited({ answers: { id: 'm1', author, audience, warning: '' } });
}

async function awaited(about: Pick<Content, 'answers' | 'corrects'>): Promise<number> {
  const { database } = opened;
  const author = await people.enrol(database, { slack: `U${Math.random()}` }, { name: 'Ada' });
  const content: Content = {
    ...{ text: 'We are on it', variants: {}, targets: ['web'], media: [], at: null, campaign: null },
    ...about,
  };
  const { id } = await posts.insert(database, author, { ...emptyInput, text: content.text, ...about });
  const createdAt = new Date(clock.now() - HOUR);
  await posts.addRevision(database, { postId: id, revision: 1, content, personId: author, createdAt });
  await posts.update(database, id, { stage: 'in_review', revision: 1, awaitedSince: createdAt, reminded: 0 });
  return id;
}
