/** Pings that a chat does not take: told, and nobody is left to wait for them. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { acknowledge } from '../../../src/app/crises/acting.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
import { ChatError, type ChatErrorReason } from '../../../src/chat/chat.ts';
import type { Recording } from '../recording.ts';
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

function refuses(chat: Recording, channel: string, reason: ChatErrorReason, words: string): void {
  chat.before = async (call) => {
    if (call.name === 'send' && call.channel === channel) throw new ChatError(reason, words);
  };
}

const toBo = () => rig.in(rig.slack, 'D-UBO');
const toCy = () => rig.in(rig.discord, 'D-3');
const toAdmin = () => rig.in(rig.slack, 'D-UROOT');

it('whoever takes no direct messages: the card says so, the admins are told, the next level is asked at once', async () => {
  refuses(rig.slack, 'D-UBO', 'refused', 'Takes no messages of ours.');
  const id = await open();
  await rig.pass(5 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'skip 1.0.1', 'ping 1.0.2']);
  expect(toCy()).toHaveLength(1);
  expect(rig.in(rig.slack, 'C0CRISIS')[0]).toContain(
    'nobody was pinged. Left out: Bo, not reached: Takes no messages of ours.',
  );
  expect(toAdmin()).toHaveLength(1);
  expect(toAdmin()[0]).toMatch(
    /^A ping of level 2 of the crisis policy did not arrive[\s\S]*Bo, not reached/,
  );
});

it('whoever is not reached, as something before their chat keeps the bot out: the next level is asked at once', async () => {
  rig.slack.before = async (call) => {
    if (call.name === 'send' && call.channel === 'D-UBO')
      throw new ChatError('unreachable', 'Slack answered with status 403.', { isBlocked: true });
  };
  const id = await open();
  await rig.pass(5 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'skip 1.0.1', 'ping 1.0.2']);
  expect(toCy()).toHaveLength(1);
  expect(rig.in(rig.slack, 'C0CRISIS')[0]).toContain('Bo, not reached: Slack answered with status 403.');
});

it('of a level that reaches somebody else: noted, and the others have their time', async () => {
  const [, second] = rig.settings.policy.levels;
  Object.assign(second ?? {}, {
    targets: [
      { kind: 'person', name: 'Bo' },
      { kind: 'person', name: 'Ada' },
    ],
  });
  refuses(rig.slack, 'D-UBO', 'refused', 'Takes no messages of ours.');
  const id = await open();
  await rig.pass(5 * MINUTE);
  expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
  expect(rig.in(rig.slack, 'C0CRISIS')[0]).toContain('pinged Ada. Left out: Bo, not reached');
});

it('a channel that was closed once is passed over while it is, and pinged again when it is open', async () => {
  refuses(rig.slack, 'C0CRISIS', 'channel_closed', 'Archived.');
  refuses(rig.discord, '77', 'channel_closed', 'Deleted.');
  const first = await open();
  expect(await rig.steps(first)).toEqual(['skip 1.0.0', 'ping 1.0.1']);
  expect(toBo()).toHaveLength(1);
  await acknowledge(rig.app, await rig.actor('Bo'), first);
  for (const chat of [rig.slack, rig.discord]) chat.before = async () => {};
  const second = await open();
  expect(await rig.steps(second)).toEqual(['ping 1.0.0']);
  const asked = rig.in(rig.slack, 'C0CRISIS').filter((one) => one.startsWith('Who takes this?'));
  expect(asked).toHaveLength(1);
});
