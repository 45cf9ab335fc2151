/** A freeze and a begin in the very same moment, on a server where both really run at once. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import * as deliveries from '../../src/store/deliveries.ts';
import * as freezes from '../../src/store/freezes.ts';
import { closedTargets } from '../../src/store/gate.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as pauses from '../../src/store/pauses.ts';
import * as people from '../../src/store/people.ts';
import { createRig, LEASE, NOW } from '../contract/store-rig.ts';
import { createDatabase } from './services.ts';

let opened: OpenDatabase;
let author = 0;
let approver = 0;
const rig = createRig(() => ({ db: opened.database, author, approver }));

beforeAll(async () => {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  opened = await openDatabase({ databaseUrl, dataDir: '', log: createLog('silent') });
  author = await people.enrol(rig.db, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(rig.db, { slack: 'U2' }, { name: 'Ben' });
});
afterAll(() => opened?.close());

const all = () => ({
  ...{ targets: null, scope: 'all', reason: 'r', personId: author },
  frozenAt: new Date(NOW),
});

/** Resolves when that many statements of this database wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await opened.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length >= count) return;
  }
}

async function claimed(): Promise<deliveries.Claim> {
  await rig.approved();
  return rig.only(await rig.claim());
}

test('a begin that comes while a freeze is being committed waits for it, and does not begin', async () => {
  const one = await claimed();
  let begun: Promise<deliveries.Begun[]> | undefined;
  const frozen = await rig.db.transaction(async (transaction) => {
    const made = await freezes.open(transaction, all());
    begun = deliveries.begin(rig.db, [rig.beginOf(one)], LEASE);
    await waiting(1);
    return made;
  });
  expect(await begun).toEqual(['frozen']);
  expect(frozen.inFlight).toEqual([]);
  await rig.db.transaction((transaction) =>
    freezes.lift(transaction, [frozen.id], { personId: approver, at: new Date(NOW) }),
  );
  expect(await rig.begin(one)).toBe(true);
});

test('of two freezes at the same moment, both hold', async () => {
  const both: Promise<freezes.StoredFreeze>[] = [];
  const web = { ...all(), targets: ['web'], scope: 'web' };
  await rig.db.transaction(async (transaction) => {
    both.push(Promise.resolve(await freezes.open(transaction, web)));
    both.push(
      rig.db.transaction((other) => freezes.open(other, { ...all(), targets: ['sky'], scope: 'sky' })),
    );
    await waiting(1);
  });
  const made = await Promise.all(both);
  expect(await closedTargets(rig.db, ['web', 'sky', 'box'])).toEqual(['web', 'sky']);
  const by = { personId: approver, at: new Date(NOW) };
  const ids = made.map(({ id }) => id);
  await rig.db.transaction((transaction) => freezes.lift(transaction, ids, by));
});

test('of an account that is paused while another is let in again, it stays closed', async () => {
  const problem = { reason: 'unauthorized', message: 'expired', remedy: '' };
  const pause = (target: string) => ({ target, problem, pausedAt: new Date(NOW) });
  await rig.db.transaction((transaction) => pauses.open(transaction, pause('web')));
  let paused: Promise<boolean> | undefined;
  await rig.db.transaction(async (transaction) => {
    await pauses.close(transaction, 'web', new Date(NOW));
    paused = rig.db.transaction((other) => pauses.open(other, pause('sky')));
    await waiting(1);
  });
  expect(await paused).toBe(true);
  expect(await closedTargets(rig.db, ['web', 'sky'])).toEqual(['sky']);
  await rig.db.transaction((transaction) => pauses.close(transaction, 'sky', new Date(NOW)));
});

test('a freeze that comes while a begin is being committed waits for it, and lists it', async () => {
  const one = await claimed();
  const client = await opened.pool.connect();
  await client.query('begin');
  // As `begin` does, held open.
  await client.query('select * from publishing_gate for share');
  await client.query(`update deliveries set state = 'sending' where id = $1`, [one.id]);
  const freezing = rig.db.transaction((transaction) => freezes.open(transaction, all()));
  await waiting(1);
  await client.query('commit');
  client.release();
  const frozen = await freezing;
  expect(frozen.inFlight).toContain(one.id);
});
