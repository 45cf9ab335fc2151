/** Where people write on a server, with the newest message of each place: what is read back without asking each. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADA, CHANNEL, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

test('are its channels and open threads; a direct channel and a category are none', async () => {
  const said = await rig.discord.as(ADA).say(CHANNEL, 'Hello');
  await rig.messenger.directChannel(ADA);
  const { channel: thread } = await rig.messenger.openThread(
    { chat: 'discord', channel: CHANNEL, message: said.message?.id ?? '' },
    'Side talk',
  );
  const answer = await rig.discord.as(ADA).say(thread, 'Here');
  const places = await rig.messenger.places?.();
  expect(places?.map(({ channel }) => channel).toSorted()).toEqual([CHANNEL, thread].toSorted());
  expect(places).toContainEqual({ channel: CHANNEL, newest: said.message?.id });
  expect(places).toContainEqual({ channel: thread, parent: CHANNEL, newest: answer.message?.id });
});
