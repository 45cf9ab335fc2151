/** A decision amid a change of the team file: it counts, and stands in the log, by the policy by which it was judged. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { decide } from '../../src/app/posts/review/decisions.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import type { Step } from '../../src/posts/approval.ts';
import { emptyInput } from '../../src/posts/input.ts';
import * as audit from '../../src/store/audit.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import * as posts from '../../src/store/posts.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const log = createLog('silent');
let opened: OpenDatabase;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-deciding-'));
  await prepareEmbedded(folder);
  opened = await openDatabase({ dataDir: folder, log });
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});

const step = (name: string, person: string): Step => ({ name, by: { roles: [], names: [person] }, need: 1 });

function teamOf(...steps: Step[]) {
  const nobody = { roles: [], names: [] };
  const approval = { selfApproval: false, steps, veto: nobody, emergency: nobody, reminders: [] };
  const preflight = { duplicatesWithin: 0, similarity: 1, links: false };
  return {
    approval: { ...approval, expiresAfter: 3_600_000 },
    preflight,
    people: [],
    publishing: { grace: 0 },
  };
}

test('a decision counts by the policy by which it was judged, also where another one is taken amid it', async () => {
  const { database } = opened;
  const author = await people.enrol(database, { slack: 'UADA' }, { name: 'Ada' });
  const lena = await people.enrol(database, { slack: 'ULENA' }, { name: 'Lena' });
  const { id: postId } = await posts.insert(database, author, emptyInput);
  const content = { text: 'Hello', variants: {}, targets: [], media: [], at: null, campaign: null };
  const createdAt = new Date();
  await posts.addRevision(database, { postId, revision: 1, content, personId: author, createdAt });
  await posts.update(database, postId, { stage: 'in_review', revision: 1 });
  let team = teamOf(step('Legal', 'Lena'), step('Board', 'Bo'));
  const person = { id: lena, name: 'Lena', listedAs: 'Lena', timeZone: 'UTC', roles: [], identities: {} };
  let transactions = 0;
  const app = {
    get team() {
      return team;
    },
    // In the second transaction, of the decision itself, the time is asked for when it was judged; the first keeps checks.
    clock: {
      ...systemClock,
      now() {
        if (transactions === 2) team = teamOf(step('Board', 'Bo'));
        return Date.now();
      },
    },
    database: new Proxy(database, {
      get(of, name) {
        if (name === 'transaction') transactions += 1;
        const found = Reflect.get(of, name);
        return typeof found === 'function' ? found.bind(of) : found;
      },
    }),
    ...{ log, links: { ask: async () => new Map() }, queue: { add: async () => {} } },
  } as unknown as App;
  const wish = { postId, revision: 1, position: 0, checks: 0, wish: 'approve' as const };
  expect(await decide(app, { person, chat: 'slack' }, wish)).toBe('done');
  expect(team.approval.steps).toHaveLength(1);
  const entries = [];
  for await (const { entry } of audit.all(database)) entries.push(JSON.parse(entry));
  const approved = entries.find(({ kind }) => kind === 'post.approve');
  expect(approved.details).toMatchObject({ step: 'Legal', by: expect.anything() });
  expect(JSON.stringify(approved.details.quorum)).toContain('Legal');
});
