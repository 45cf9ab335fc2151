/** A network's client that never comes back, deadline or not: its delivery is left to its lease, like that of a dead worker. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../src/app/accounts.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import { found } from '../contract/networks.calls.ts';
import { createRig, HELLO } from '../contract/store-rig.ts';
import { prepareEmbedded } from '../store/embedded.ts';

let opened: OpenDatabase;
let dataDir = '';
let author = 0;
let approver = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-hanging-'));
  await prepareEmbedded(dataDir);
  opened = await openDatabase({ dataDir, log: createLog('silent') });
  author = await people.enrol(opened.database, { slack: 'U1' }, { name: 'Ada' });
  approver = await people.enrol(opened.database, { slack: 'U2' }, { name: 'Ben' });
});
afterAll(async () => {
  await opened?.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a delivery that hangs is taken up again, with its doubt, and holds up nobody', async () => {
  const { database } = opened;
  const rig = createRig(() => ({ db: database, author, approver }));
  const lines: string[] = [];
  const network = found('webhook');
  const connection = {
    ...network.connect(
      network.account.parse({ url: 'http://127.0.0.1:9', secret: 'x'.repeat(32) }),
      {} as never,
    ),
    publish: () => new Promise<never>(() => {}),
  };
  const account: Account = { target: 'web', title: 'Web', network, connection };
  const deliverer = createDeliverer({
    ...{ database, clock: systemClock, grace: () => 3_600_000, lease: 150, deadline: 50, longest: 300 },
    log: createLog('error', { write: (line) => void lines.push(line) }),
    accounts: { get: () => account, titleOf: (target) => target, close: async () => {} },
    changed: () => {},
    again: () => {},
    refusedAccount: async () => 'let in',
    obstacle: async () => undefined,
  });
  await rig.approved({ dueAt: Date.now(), content: HELLO });
  await deliverer.deliverDue();
  await deliverer.idle();
  expect(lines.join()).toContain('a delivery hangs');
  await expect.poll(() => deliverer.freeAbandoned(), { interval: 20 }).toBe(1);
  const [claim] = await rig.claim(10, 1_000, Date.now());
  expect(claim?.doubtfulSince).not.toBeNull();
  await deliverer.stop(0);
});
