import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { OpenDatabase } from '../../src/store/open/open-database.ts';
import * as people from '../../src/store/people.ts';
import { empty } from '../store/empty.ts';
import { alarmsContract } from './store-alarms.ts';
import { alikeContract } from './store-alike.ts';
import { approvalContract } from './store-approval.ts';
import { auditContract } from './store-audit.ts';
import { claimsContract } from './store-claims.ts';
import { correctionsContract } from './store-corrections.ts';
import { crisesContract } from './store-crises.ts';
import { endingsContract } from './store-endings.ts';
import { gateContract } from './store-gate.ts';
import { keepingContract } from './store-keeping.ts';
import { moderationContract } from './store-moderation.ts';
import { numbersContract } from './store-numbers.ts';
import { outboxContract } from './store-outbox.ts';
import { preflightContract } from './store-preflight.ts';
import { createRig } from './store-rig.ts';

export interface StoreHarness {
  opened: OpenDatabase;
  stop(): Promise<void>;
}

export function storeContract(name: string, makeHarness: () => Promise<StoreHarness>): void {
  describe(`store contract: ${name}`, () => {
    let harness: StoreHarness;
    let author = 0;
    let approver = 0;
    const rig = createRig(() => ({ db: harness.opened.database, author, approver }));

    beforeAll(async () => {
      harness = await makeHarness();
      author = await people.enrol(rig.db, { slack: 'U1' }, { name: 'Ada' });
      approver = await people.enrol(rig.db, { slack: 'U2' }, { name: 'Ben' });
    }, 60_000);
    afterAll(() => harness?.stop());
    beforeEach(() => empty(rig.db, 'deliveries', 'outbox_changes', 'outbox', 'outbox_places', 'alarms'));

    claimsContract(rig);
    endingsContract(rig);
    keepingContract(rig);
    numbersContract(rig);
    outboxContract(rig);
    moderationContract(rig);
    alarmsContract(rig);
    auditContract(rig);
    approvalContract(rig);
    gateContract(rig);
    preflightContract(rig);
    alikeContract(rig);
    correctionsContract(rig);
    crisesContract(rig);
  });
}
