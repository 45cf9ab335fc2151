/** A team file that changes while the bot runs may switch on what Discord must be asked for anew. */
import { afterEach, expect, test } from 'vitest';
import { noting } from '../hearing.ts';
import { ADA, CHANNEL, type Rig, type RigListener, sees, startRig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

/** Wants all that is written, once the team is moderated. */
const moderating: RigListener = {
  ...noting(['message', 'join'], { content: true }),
  on: (team) => team === 'moderated',
};
const texts = () => rig.app.heard.map((one) => ('text' in one ? one.text : one.kind));
const connected = () => rig.discord.gateway.connected;

test('is heard from then on, over one connection, by which commands are answered as before', async () => {
  rig = await startRig([moderating]);
  await rig.discord.as(ADA).say(CHANNEL, 'Before');
  rig.setTeam('moderated');
  await rig.chat.refresh();
  await rig.discord.as(ADA).say(CHANNEL, 'After');
  rig.discord.guild.welcome('nia');
  await expect.poll(texts).toEqual(['After', 'join']);
  await expect.poll(connected).toBe(1);
  expect(rig.chat.fault()).toBeUndefined();
  expect(await rig.discord.as(ADA).command(CHANNEL, 'help')).toMatchObject({ ok: true });
  await sees(rig, ADA, 'Help');
  expect(rig.app.calls).toHaveLength(1);
});

test('and changes nothing where the same is wanted', async () => {
  rig = await startRig([moderating]);
  const before = rig.discord.traffic().gateway.identifies;
  await rig.chat.refresh();
  expect(rig.discord.traffic().gateway.identifies).toBe(before);
});

test('which it does not allow is told in the log, and the bot hears on what it heard', async () => {
  rig = await startRig([moderating], [], { messageContent: false });
  rig.setTeam('moderated');
  await rig.chat.refresh();
  expect(rig.logged.join()).toContain('Switch it on in the developer portal');
  await expect.poll(connected).toBe(1);
  expect(rig.chat.fault()).toBeUndefined();
  expect(await rig.discord.as(ADA).command(CHANNEL, 'help')).toMatchObject({ ok: true });
  await sees(rig, ADA, 'Help');
});

test('while the bot stops, it leaves no connection behind', async () => {
  rig = await startRig([moderating]);
  rig.setTeam('moderated');
  await Promise.all([rig.chat.refresh(), rig.chat.stop()]);
  await expect.poll(connected).toBe(0);
});
