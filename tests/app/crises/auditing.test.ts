/** The auditor finds what the climb missed, does it, and tells outside that it lives. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from '../../../src/app/crises/acting.ts';
import { auditEscalations, auditorFault } from '../../../src/app/crises/auditing.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
import * as alarms from '../../../src/store/alarms.ts';
import * as crises from '../../../src/store/crises.ts';
import * as escalationAudit from '../../../src/store/escalation-audit.ts';
import { asOwner } from '../../store/owner.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { MINUTE, openRig, type Rig } from './rig.ts';

let rig: Rig;
let gateway: Gateway;
beforeAll(async () => {
  [rig, gateway] = await Promise.all([openRig(), openGateway()]);
}, 60_000);
afterAll(async () => {
  await rig?.close();
  await gateway?.close();
});
beforeEach(async () => {
  await rig.clear();
  gateway.asked.splice(0);
  gateway.answers.splice(0);
});

const open = async () => openCrisis(rig.app, await rig.actor('Ada'), { title: 'It burns', severity: 'high' });
const passes = (span: number) => rig.clock.moveTo(rig.clock.now() + span);
const missed = async () => (await escalationAudit.last(rig.database))?.missed;

describe('steps that were missed', () => {
  it('are done by the auditor, and counted, though the alarm is lost (grafana/oncall#1206)', async () => {
    const id = await open();
    await alarms.unset(rig.database, `crisis:${id}`);
    passes(6 * MINUTE);
    await auditEscalations(rig.app);
    await rig.settle();
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
    expect(rig.in(rig.slack, 'D-UBO')).toHaveLength(1);
    expect(await missed()).toBe(1);
    // The alarm is set again.
    await rig.pass(10 * MINUTE);
    expect(await rig.steps(id)).toHaveLength(3);
  });

  it('of one crisis that cannot be looked at hold up no other, and the heartbeat tells that not all were', async () => {
    rig.settings.heartbeat = { ...gateway.receiver, every: MINUTE };
    const broken = await open();
    const [step] = (await crises.stepsOf(rig.database, [broken])).get(broken) ?? [];
    const id = await open();
    await alarms.unset(rig.database, `crisis:${broken}`);
    await alarms.unset(rig.database, `crisis:${id}`);
    passes(6 * MINUTE);
    await asOwner(
      rig.database.$client,
      `alter table crisis_steps add constraint broken check (crisis_id <> ${broken} or id <= ${step?.id})`,
    );
    try {
      await expect(auditEscalations(rig.app)).rejects.toThrow('1 crises could not be looked at');
      expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
      expect(gateway.asked).toEqual([]);
    } finally {
      await asOwner(rig.database.$client, 'alter table crisis_steps drop constraint broken');
    }
  });

  it('are none while all goes well, nor after the acknowledgement', async () => {
    const id = await open();
    await auditEscalations(rig.app);
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    passes(60 * MINUTE);
    await auditEscalations(rig.app);
    expect(await missed()).toBe(0);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0']);
  });
});

describe('the heartbeat', () => {
  beforeEach(() => {
    rig.settings.heartbeat = { ...gateway.receiver, every: MINUTE };
  });

  it('goes out once in its time, whoever looks how often, and says what goes on', async () => {
    const id = await open();
    await Promise.all([auditEscalations(rig.app), auditEscalations(rig.app)]);
    await auditEscalations(rig.app);
    expect(gateway.asked).toEqual([
      expect.objectContaining({
        event: 'heartbeat',
        body: expect.objectContaining({
          next_within_seconds: 60,
          crises: [{ id, title: 'It burns', severity: 'high', state: 'open' }],
        }),
      }),
    ]);
    passes(MINUTE);
    await auditEscalations(rig.app);
    expect(gateway.asked).toHaveLength(2);
  });

  it('that does not arrive is told, until one does', async () => {
    gateway.answers.push(500);
    await auditEscalations(rig.app);
    expect(await auditorFault(rig.app)).toMatch(/the heartbeat does not arrive: .*500/);
    passes(MINUTE);
    await auditEscalations(rig.app);
    expect(await auditorFault(rig.app)).toBeUndefined();
  });

  it('is not sent by an auditor that does not get to the end of its look (grafana/oncall#724)', async () => {
    const broken = { ...rig.app, database: undefined } as unknown as typeof rig.app;
    await expect(auditEscalations(broken)).rejects.toThrow();
    expect(gateway.asked).toEqual([]);
  });
});

it('an auditor that is dead is told', async () => {
  expect(await auditorFault(rig.app)).toBeUndefined();
  await auditEscalations(rig.app);
  passes(4 * MINUTE);
  expect(await auditorFault(rig.app)).toContain('has not looked for 4 min');
});
