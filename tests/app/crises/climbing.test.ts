/** From the opening of a crisis to whoever answers: each step once, in its time, and nobody after the acknowledgement. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge, dismiss, escalate, note, reopen, resolve } from '../../../src/app/crises/acting.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
import { ChatError } from '../../../src/chat/chat.ts';
import * as crises from '../../../src/store/crises.ts';
import { crises as factsOfCrises } from '../../../src/store/report-facts.ts';
import { MINUTE, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 60_000);
afterAll(() => rig?.close());
beforeEach(() => rig.clear());

async function open(title = 'Angry answers to the post of 18:00'): Promise<number> {
  const id = await openCrisis(rig.app, await rig.actor('Ada'), { title, severity: 'high' });
  await rig.settle();
  return id;
}

const toBo = () => rig.in(rig.slack, 'D-UBO');
const toCy = () => rig.in(rig.discord, 'D-3');
const toAdmin = () => rig.in(rig.slack, 'D-UROOT');
const card = () => rig.in(rig.slack, 'C0CRISIS')[0] ?? '';

describe('a crisis that somebody opens', () => {
  it('stands in both chats, and pings the first level at once', async () => {
    const id = await open();
    for (const [chat, channel] of [
      [rig.slack, 'C0CRISIS'],
      [rig.discord, '77'],
    ] as const) {
      const [shown, ping, ...more] = rig.in(chat, channel);
      expect(shown).toMatch(/Crisis \d+ \(high\): Angry answers to the post of 18:00/);
      expect(shown).toMatch(/Nobody has it yet\. The next level is pinged/);
      expect(shown).toContain('pinged the channel crisis');
      expect(ping).toMatch(/^Who takes this\? Crisis \d+ \(high\)/);
      expect(more).toEqual([]);
    }
    expect(await rig.steps(id)).toEqual(['ping 1.0.0']);
    expect(toBo()).toEqual([]);
  });

  it('climbs level by level in its time, goes through all once more, and tells the admins when nobody answers', async () => {
    const id = await open();
    await rig.pass(5 * MINUTE - 10_000);
    expect(toBo()).toEqual([]);
    await rig.pass(10_000);
    expect(toBo()).toHaveLength(1);
    expect(toBo()[0]).toContain('You are asked to take this (level 2 of 3)');
    await rig.pass(10 * MINUTE);
    expect(toCy()).toHaveLength(1);
    await rig.pass(10 * MINUTE);
    await rig.pass(5 * MINUTE);
    await rig.pass(10 * MINUTE);
    expect(toAdmin()).toEqual([]);
    await rig.pass(10 * MINUTE);
    expect(await rig.steps(id)).toEqual([
      'ping 1.0.0',
      'ping 1.0.1',
      'ping 1.0.2',
      'ping 1.1.0',
      'ping 1.1.1',
      'ping 1.1.2',
      'exhausted 1.2.0',
    ]);
    expect(toAdmin()[0]).toContain('all levels were pinged, and nobody answered');
    expect(card()).toContain('all levels were gone through, and nobody answered');
    await rig.pass(24 * 60 * MINUTE);
    expect(await rig.steps(id)).toHaveLength(7);
  });

  it('needs a title', async () => {
    await expect(open('  ')).rejects.toThrow('A crisis needs a title');
  });

  it('shows what is written on its card', async () => {
    const id = await open();
    await note(rig.app, await rig.actor('Bo'), id, 'The post is deleted.');
    await rig.settle();
    expect(card()).toMatch(/Bo, .*: The post is deleted\./);
    await expect(note(rig.app, await rig.actor('Bo'), id, ' ')).rejects.toThrow('An update needs words');
  });
});

describe('who acknowledges', () => {
  it('stops the climb at once: nobody is pinged any more, and every message says who has it', async () => {
    const id = await open();
    await rig.pass(5 * MINUTE);
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    await rig.settle();
    for (const { words } of rig.said()) expect(words).toContain('Bo has it');
    const before = rig.said().length;
    await rig.pass(24 * 60 * MINUTE);
    expect(rig.said()).toHaveLength(before);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
  });

  it('stops a ping that is wanted already and waits for its chat', async () => {
    const id = await open();
    rig.slack.before = async ({ name, channel }) => {
      if (name === 'send' && channel === 'D-UBO') throw new ChatError('unreachable', 'Slack is down');
    };
    await rig.pass(5 * MINUTE);
    await acknowledge(rig.app, await rig.actor('Ada'), id);
    rig.slack.before = async () => {};
    await rig.pass(60 * MINUTE);
    expect(toBo()).toEqual([]);
  });

  it('stops a step that is being done at this moment, or comes after it (grafana/oncall#4654, #4760, #4761)', async () => {
    const id = await open();
    rig.clock.moveTo(rig.clock.now() + 5 * MINUTE);
    const bo = await rig.actor('Bo');
    await Promise.all([rig.app.ringer.ringDue(), acknowledge(rig.app, bo, id)]);
    await rig.app.ringer.idle();
    await rig.settle();
    expect((await rig.stored(id)).state).toBe('acknowledged');
    // Either the step came first and its ping was ended, or it did not come: nothing was sent in both.
    expect(toBo()).toEqual([]);
  });

  it('is the first who pressed: who comes later is told who has it, and presses in vain', async () => {
    const id = await open();
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    await expect(acknowledge(rig.app, await rig.actor('Cy'), id)).rejects.toThrow(/Bo has crisis \d+, since/);
    await acknowledge(rig.app, await rig.actor('Bo'), id);
    expect((await rig.stored(id)).acknowledgedBy).toBe((await rig.actor('Bo')).person.id);
  });

  it('comes too late where it is over (grafana/oncall#3161)', async () => {
    const id = await open();
    await dismiss(rig.app, await rig.actor('Ada'), id);
    await expect(acknowledge(rig.app, await rig.actor('Bo'), id)).rejects.toThrow(/Ada dismissed crisis/);
    await expect(resolve(rig.app, await rig.actor('Bo'), id)).rejects.toThrow(/Ada dismissed crisis/);
    await rig.pass(60 * MINUTE);
    expect(toBo()).toEqual([]);
  });

  it('may hand it on: the next level is asked at once, and a late press of theirs is a new acknowledgement', async () => {
    const id = await open();
    await acknowledge(rig.app, await rig.actor('Ada'), id);
    await escalate(rig.app, await rig.actor('Ada'), id);
    await rig.settle();
    expect(toBo()).toHaveLength(1);
    // What a report tells of the team is when somebody first had it.
    const day = [rig.clock.now() - 24 * 60 * MINUTE, rig.clock.now() + MINUTE];
    expect(await factsOfCrises(rig.database, day)).toMatchObject([{ opened: 1, acknowledged: { count: 1 } }]);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 2.0.1']);
    await rig.pass(10 * MINUTE);
    expect(toCy()).toHaveLength(1);
    await acknowledge(rig.app, await rig.actor('Cy'), id);
    await rig.pass(60 * MINUTE);
    expect(await rig.steps(id)).toHaveLength(3);
  });
});

describe('a crisis that is over', () => {
  it('is taken up again from the first level, for as long as the team file says', async () => {
    const id = await open();
    await resolve(rig.app, await rig.actor('Ada'), id, 'The post is gone.');
    await rig.settle();
    expect(card()).toMatch(/Ada resolved it[\s\S]*The post is gone\./);
    await expect(reopen(rig.app, await rig.actor('Bo'), await open('Another'))).rejects.toThrow(/goes on/);
    await reopen(rig.app, await rig.actor('Bo'), id);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 2.0.0']);
    await resolve(rig.app, await rig.actor('Ada'), id);
    await rig.pass(25 * 60 * MINUTE);
    await expect(reopen(rig.app, await rig.actor('Bo'), id)).rejects.toThrow(/too long ago/);
  });
});

describe('whoever cannot be reached', () => {
  it('falls out with a note, the level after is asked at once, and the admins are told once', async () => {
    const member = rig.slack.member;
    rig.slack.member = async (user) => ({ ...(await member(user)), hasLeft: user === 'UBO' });
    const id = await open();
    await rig.pass(5 * MINUTE);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'skip 1.0.1', 'ping 1.0.2']);
    expect(toCy()).toHaveLength(1);
    expect(card()).toContain('nobody was pinged. Left out: Bo, who cannot be reached');
    expect(toAdmin()).toHaveLength(1);
    expect(toAdmin()[0]).toMatch(/Level 2 of the crisis policy names somebody in vain[\s\S]*Bo/);
    await rig.pass(10 * MINUTE);
    await rig.pass(5 * MINUTE);
    expect(toAdmin()).toHaveLength(1);
  });

  it('is not whoever cannot be asked about: a chat that is down makes nobody unreachable', async () => {
    rig.slack.member = async () => {
      throw new ChatError('unreachable', 'Slack is down');
    };
    const id = await open();
    await rig.pass(5 * MINUTE);
    expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
  });

  it('holds up nobody else (grafana/oncall#1503)', async () => {
    rig.slack.before = async ({ name, channel }) => {
      if (name === 'send' && channel === 'C0CRISIS') throw new ChatError('channel_closed', 'archived');
    };
    await open();
    expect(rig.in(rig.discord, '77')).toHaveLength(2);
    await rig.pass(5 * MINUTE);
    expect(toBo()).toHaveLength(1);
  });
});

describe('crises that fall due together', () => {
  it('climb all, though one of them cannot, and that one is tried again', async () => {
    const ids = [await open('One'), await open('Two'), await open('Three')];
    const find = rig.app.database;
    let refused = 0;
    const stubborn = ids[1] ?? 0;
    const transaction: typeof find.transaction = (work, config) =>
      find.transaction(async (inner) => {
        const answer = await work(inner);
        const steps = (await crises.stepsOf(inner, [stubborn])).get(stubborn) ?? [];
        if (steps.length < 2 || refused === 2) return answer;
        refused += 1;
        throw new Error('The database does not want to.');
      }, config);
    rig.app.database = new Proxy(find, {
      get: (target, key) => (key === 'transaction' ? transaction : Reflect.get(target, key)),
    });
    await rig.pass(5 * MINUTE);
    expect(refused).toBe(2);
    await rig.pass(MINUTE);
    for (const id of ids) expect(await rig.steps(id)).toEqual(['ping 1.0.0', 'ping 1.0.1']);
    expect(toBo()).toHaveLength(3);
  });
});
