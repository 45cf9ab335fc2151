/** Who can be reached: by the chats where they answer, and by the team file of now. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { acknowledge } from '../../../src/app/crises/acting.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
import * as people from '../../../src/store/people.ts';
import { MINUTE, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

async function open(): Promise<number> {
  const id = await openCrisis(rig.app, await rig.actor('Ada'), { title: 'It burns', severity: 'high' });
  await rig.settle();
  return id;
}

it('an acknowledgement waits for no chat: also while one hangs, the pings stop', async () => {
  const id = await open();
  const bo = await rig.actor('Bo');
  // What was known of the chats is too old by now.
  rig.clock.moveTo(rig.clock.now() + 2 * MINUTE);
  let asked = 0;
  rig.slack.member = () => {
    asked += 1;
    return new Promise(() => {});
  };
  await acknowledge(rig.app, bo, id);
  expect(asked).toBe(0);
  await rig.pass(60 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0']);
});

it('who became one with somebody else since the chats were asked is pinged', async () => {
  const id = await open();
  await rig.pass(5 * MINUTE - 1_000);
  const bo = await rig.actor('Bo');
  const other = await people.enrol(rig.database, { discord: '99' }, { name: 'Bo' });
  await people.merge(rig.database, bo.person.id, other, rig.app.subjects.merge);
  await rig.pass(1_000);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
  expect(rig.in(rig.slack, 'D-UBO')).toHaveLength(1);
});

it('where a chat hangs the team file of now counts (grafana/oncall#4087)', async () => {
  const id = await open();
  const people = rig.app.team.people.map((one) =>
    one.name === 'Bo' ? { ...one, identities: { slack: 'UNEWBO' } } : one,
  );
  Object.assign(rig.app, { team: { ...rig.app.team, people } });
  rig.slack.member = () => new Promise(() => {});
  await rig.pass(5 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
  expect(rig.in(rig.slack, 'D-UNEWBO')).toHaveLength(1);
}, 15_000);
