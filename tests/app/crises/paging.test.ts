/** Levels that ring a phone: one page for each step, signed, tried until it is taken or somebody answers. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { acknowledge } from '../../../src/app/crises/acting.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
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
  rig.settings.webhooks = { phone: gateway.receiver };
  const wait = 10 * MINUTE;
  rig.settings.policy = { levels: [{ targets: [{ kind: 'webhook', name: 'phone' }], wait }], repeat: 1 };
});

async function open(): Promise<number> {
  const id = await openCrisis(rig.app, await rig.actor('Ada'), { title: 'It burns', severity: 'critical' });
  await rig.pass(0);
  return id;
}

it('sends a page that says what it is about', async () => {
  const id = await open();
  expect(gateway.asked).toEqual([
    {
      event: 'page',
      key: expect.stringMatching(/^[a-z0-9]{1,25}$/),
      body: {
        ...{ event: 'page', id: gateway.asked[0]?.key, crisis: id, title: 'It burns', severity: 'critical' },
        ...{ sentence: '', topic: null, level: 1, round: 1, webhook: 'phone' },
        opened_at: (await rig.stored(id)).openedAt.toISOString(),
      },
    },
  ]);
});

it('is tried again under the same key until it is taken', async () => {
  gateway.answers.push(503, 500);
  await open();
  await rig.pass(MINUTE);
  await rig.pass(MINUTE);
  await rig.pass(MINUTE);
  expect(gateway.asked).toHaveLength(3);
  expect(new Set(gateway.asked.map(({ key }) => key)).size).toBe(1);
});

it('is another one in the next round', async () => {
  await open();
  await rig.pass(10 * MINUTE);
  expect(gateway.asked.map(({ body }) => body.round)).toEqual([1, 2]);
  expect(new Set(gateway.asked.map(({ key }) => key)).size).toBe(2);
});

it('is not tried again when somebody has answered', async () => {
  gateway.answers.push(503);
  const id = await open();
  await acknowledge(rig.app, await rig.actor('Bo'), id);
  await rig.pass(60 * MINUTE);
  expect(gateway.asked).toHaveLength(1);
});

it('that is refused for good is told on the card, and the climb goes on', async () => {
  gateway.answers.push(401);
  const id = await open();
  await rig.settle();
  expect(rig.in(rig.slack, 'C0CRISIS')[0]).toMatch(/The webhook phone did not take the page: .*same secret/);
  await rig.pass(10 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.1.0']);
});

it('without its webhook in the team file falls out, and nobody is left to wait for it', async () => {
  rig.settings.webhooks = {};
  const id = await open();
  expect(await rig.steps(id)).toEqual(['skip 1.0.0', 'exhausted 1.1.0']);
  expect(rig.in(rig.slack, 'D-UROOT').join()).toContain('all levels were pinged, and nobody answered');
});
