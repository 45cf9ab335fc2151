/** The numbers that people read: one after the other, also after a crash let the database count on. */
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { open } from '../../src/crisis/crisis.ts';
import { emptyInput } from '../../src/posts/input.ts';
import * as cases from '../../src/store/cases.ts';
import * as crises from '../../src/store/crises.ts';
import { countOn } from '../../src/store/numbers.ts';
import * as posts from '../../src/store/posts.ts';
import { NOW, type StoreRig } from './store-rig.ts';

/** How far PostgreSQL writes a sequence ahead, and so may have gone after a crash. */
const AHEAD = 32;

export function numbersContract(rig: StoreRig): void {
  const makers: Record<string, () => Promise<{ id: number }>> = {
    posts: () => posts.insert(rig.db, rig.author, emptyInput),
    cases: () =>
      cases.open(rig.db, {
        ...{ chat: 'discord', userId: '7', userName: 'tom', origin: 'rule', action: 'warn', state: 'acting' },
        ...{ noticeKey: 'k', notice: 'none', at: NOW },
      }),
    crises: () =>
      crises.insert(rig.db, { topic: null, title: 'It burns', openedBy: rig.author }, open('high', NOW)),
  };

  describe('after a crash', () => {
    test.each(Object.entries(makers))(
      'the next of the %s has the number after the last one',
      async (table, make) => {
        const { id } = await make();
        await rig.db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${id + AHEAD})`);
        await countOn(rig.db);
        expect((await make()).id).toBe(id + 1);
        await countOn(rig.db);
        expect((await make()).id).toBe(id + 2);
      },
    );
  });
}
