/** Two processes at one person: whatever comes in between, what stands in the chat at last is what shall be so. */
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { lift, punish } from '../../src/app/moderation/commanding.ts';
import type { Outcome } from '../../src/chat/moderating.ts';
import * as sanctions from '../../src/store/sanctions.ts';
import { known, openDesk } from './moderation-desk.ts';

const HOUR = 3_600_000;
const desk = openDesk();

/** Holds the next act of this kind up on its way to the chat. */
function holdUp(kind: 'ban' | 'timeout' | 'unban') {
  const { chat } = desk.rig;
  const acts = chat as unknown as Record<string, (...given: unknown[]) => Promise<Outcome>>;
  const act = acts[kind];
  if (!act) throw new Error(`There is no ${kind}.`);
  const [begun, release] = [gate(), gate()];
  acts[kind] = async (...given) => {
    acts[kind] = act;
    begun.open();
    await release.opened;
    return act(...given);
  };
  return { begun: begun.opened, letGo: release.open };
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** The same database and chat, and nothing else in common. */
const other = (): App => ({ ...desk.rig.app });
const standing = () => sanctions.standing(desk.rig.app.database, known('tom'));

it('a ban that lands after it was lifted is lifted', async () => {
  desk.arrive('tom');
  const held = holdUp('ban');
  const banning = punish(desk.rig.app, desk.actor(), known('tom'), 'ban', { reason: '' });
  await held.begun;
  await lift(other(), desk.actor(), known('tom'), '');
  held.letGo();
  await banning;
  expect(desk.rig.chat.bans.has('tom')).toBe(false);
  expect(await standing()).toEqual([]);
});

it('a ban that was lost on the way, and lands after it was lifted, is lifted', async () => {
  desk.arrive('tom');
  desk.rig.chat.losing.add('ban');
  const held = holdUp('ban');
  const banning = punish(desk.rig.app, desk.actor(), known('tom'), 'ban', { reason: '' });
  await held.begun;
  await lift(other(), desk.actor(), known('tom'), '');
  held.letGo();
  await banning;
  expect(desk.rig.chat.bans.has('tom')).toBe(false);
});

it('one that cannot be lifted at once is tried until the chat says so', async () => {
  desk.arrive('tom');
  const held = holdUp('ban');
  const banning = punish(desk.rig.app, desk.actor(), known('tom'), 'ban', { reason: '' });
  await held.begun;
  await lift(other(), desk.actor(), known('tom'), '');
  desk.rig.chat.refusing.set('unban', { kind: 'unreachable', message: 'Away.' });
  held.letGo();
  await banning;
  expect(desk.rig.chat.bans.has('tom')).toBe(true);
  desk.rig.chat.refusing.clear();
  await desk.rig.pass(60_000);
  expect(desk.rig.chat.bans.has('tom')).toBe(false);
});

it('a timeout that lands after another took its place gives way to it', async () => {
  desk.arrive('tom');
  const held = holdUp('timeout');
  const first = punish(desk.rig.app, desk.actor(), known('tom'), 'timeout', { reason: '', lasts: HOUR });
  await held.begun;
  desk.rig.clock.moveTo(desk.rig.clock.now() + 2 * 60_000);
  await punish(other(), desk.actor(), known('tom'), 'timeout', { reason: '', lasts: 5 * HOUR });
  held.letGo();
  await first;
  const [one, ...more] = await standing();
  expect(more).toEqual([]);
  expect(desk.rig.chat.members.get('tom')?.timeoutUntil).toBe(one?.until?.getTime());
});

it('a ban is there again where the lifting of the one before it lands later', async () => {
  desk.arrive('tom');
  await punish(desk.rig.app, desk.actor(), known('tom'), 'ban', { reason: '' });
  desk.rig.clock.moveTo(desk.rig.clock.now() + 2 * 60_000);
  const held = holdUp('unban');
  const lifting = lift(desk.rig.app, desk.actor(), known('tom'), '');
  await held.begun;
  await punish(other(), desk.actor(), known('tom'), 'ban', { reason: '' });
  held.letGo();
  await lifting;
  expect(desk.rig.chat.bans.has('tom')).toBe(true);
  expect(await standing()).toMatchObject([{ state: 'standing', kind: 'ban' }]);
});
