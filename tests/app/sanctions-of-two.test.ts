/** Two processes at one person: whatever comes in between, what stands in the chat at last is what shall be so. */
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { lift, punish } from '../../src/app/moderation/commanding.ts';
import { hearSanction } from '../../src/app/moderation/hearing-sanctions.ts';
import { reconcileNow } from '../../src/app/moderation/reconciling.ts';
import type { Outcome } from '../../src/chat/moderating.ts';
import * as leases from '../../src/store/leases.ts';
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

describe('a process that dies while it tells the chat', () => {
  /** What it asked for never comes to an answer: it is dead. `lands`: the chat has done it. */
  async function dieAmid(kind: 'ban' | 'timeout', lands: boolean) {
    desk.arrive('tom');
    const { chat } = desk.rig;
    const acts = chat as unknown as Record<string, (...given: unknown[]) => Promise<Outcome>>;
    const act = acts[kind];
    if (!act) throw new Error(`There is no ${kind}.`);
    const begun = gate();
    let land = async () => {};
    acts[kind] = async (...given) => {
      acts[kind] = act;
      land = async () => void (await act(...given));
      if (lands) await land();
      begun.open();
      return new Promise(() => {});
    };
    const dead = other();
    void punish(dead, desk.actor(), known('tom'), kind, { reason: '', lasts: 5 * HOUR });
    await begun.opened;
    return { land: () => land() };
  }

  /** Its lease by the database's clock. */
  const leaseEnds = () =>
    desk.rig.app.database.execute(
      sql`update sanction_claims set lease_until = lease_until - interval '1 hour', doubt_until = doubt_until - interval '1 hour'`,
    );
  const only = async () => {
    const [one, ...more] = await standing();
    expect(more).toEqual([]);
    if (!one) throw new Error('Nothing stands.');
    return one;
  };

  it.each([
    ['had been done', true],
    ['had not been done', false],
  ])('and whose ban %s leaves nothing behind that another one lifted', async (_, lands) => {
    await dieAmid('ban', lands);
    const alive = other();
    await lift(alive, desk.actor(), known('tom'), '');
    // It may still come: nobody says that it is over.
    expect(await only()).toMatchObject({ state: 'ending' });
    await leaseEnds();
    await reconcileNow(alive, (await only()).id);
    expect(desk.rig.chat.bans.has('tom')).toBe(false);
    expect(await standing()).toEqual([]);
  });

  it('and whose timeout had been set leaves nothing behind either', async () => {
    await dieAmid('timeout', true);
    const alive = other();
    await lift(alive, desk.actor(), known('tom'), '');
    await leaseEnds();
    await reconcileNow(alive, (await only()).id);
    expect(desk.rig.chat.members.get('tom')?.timeoutUntil).toBeNull();
    expect(await standing()).toEqual([]);
  });

  it('leaves nothing behind of a timeout that another took the place of, and that was lifted then', async () => {
    await dieAmid('timeout', true);
    const alive = other();
    desk.rig.clock.moveTo(desk.rig.clock.now() + 2 * 60_000);
    await punish(alive, desk.actor(), known('tom'), 'timeout', { reason: '', lasts: HOUR });
    await lift(alive, desk.actor(), known('tom'), '');
    await leaseEnds();
    await reconcileNow(alive, (await only()).id);
    expect(desk.rig.chat.members.get('tom')?.timeoutUntil).toBeNull();
    expect(await standing()).toEqual([]);
  });

  it('is followed by whoever wanted the same: the ban is set', async () => {
    await dieAmid('ban', false);
    await leaseEnds();
    await reconcileNow(other(), (await only()).id);
    expect(desk.rig.chat.bans.has('tom')).toBe(true);
  });

  it('and is known to be dead may still have asked for something that comes: it is lifted after that', async () => {
    const { land } = await dieAmid('ban', false);
    await leases.freeAll(desk.rig.app.database, desk.rig.clock.now());
    const alive = other();
    await lift(alive, desk.actor(), known('tom'), '');
    const { id } = await only();
    await land();
    await reconcileNow(alive, id);
    expect(await only()).toMatchObject({ state: 'ending' });
    await leaseEnds();
    await reconcileNow(alive, id);
    expect(desk.rig.chat.bans.has('tom')).toBe(false);
    expect(await standing()).toEqual([]);
  });

  it('and is known to be dead is followed at once where the same is still wanted', async () => {
    await dieAmid('ban', false);
    await leases.freeAll(desk.rig.app.database, desk.rig.clock.now());
    await reconcileNow(other(), (await only()).id);
    expect(desk.rig.chat.bans.has('tom')).toBe(true);
  });
});

it('what somebody lifts in the chat stays lifted, though a request of ours lands after it', async () => {
  desk.arrive('tom');
  const held = holdUp('timeout');
  const setting = punish(desk.rig.app, desk.actor(), known('tom'), 'timeout', { reason: '', lasts: HOUR });
  await held.begun;
  await hearSanction(other(), {
    ...{
      kind: 'audit_entry',
      chat: 'discord',
      event: 'e',
      entry: 'e',
      action: 'member_update',
      isOwn: false,
    },
    ...{ actor: '1', target: 'tom', at: 0, timeoutUntil: null },
  });
  held.letGo();
  await setting;
  expect(desk.rig.chat.members.get('tom')?.timeoutUntil).toBeNull();
  expect(await standing()).toEqual([]);
});
