/** Properties of ids, nested errors and component numbers that hold whatever comes in. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { issueTree, lengthOf } from '../src/errors/issue.ts';
import { storedComponents } from '../src/messages/compose.ts';
import { type Component, placed } from '../src/state/component.ts';
import { compareIds, Snowflakes, snowflakeTime } from '../src/state/snowflake.ts';

const TIME = fc.integer({ min: Date.parse('2016-01-01'), max: Date.parse('2060-01-01') });

it('ids only grow, also when the clock stands still or goes back', () => {
  fc.assert(
    fc.property(fc.array(TIME, { minLength: 2 }), (times) => {
      let now = 0;
      const ids = new Snowflakes(() => now);
      const made = times.map((time) => {
        now = time;
        return ids.next();
      });
      for (const [index, id] of made.entries()) {
        if (index > 0) expect(compareIds(made[index - 1] ?? '', id)).toBe(-1);
        expect(snowflakeTime(id)).toBeGreaterThanOrEqual(times[index] ?? 0);
      }
    }),
  );
});

it('an id tells the time in which it was made', () => {
  fc.assert(fc.property(TIME, (time) => snowflakeTime(new Snowflakes(() => time).next()) === time));
});

it('every issue is found again at its path', () => {
  const path = fc.array(fc.oneof(fc.constantFrom('embeds', 'fields', 'title'), fc.nat(9)), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.array(path, { minLength: 1 }), (paths) => {
      const tree = issueTree(
        paths.map((steps, index) => ({ path: steps, code: 'C', message: String(index) })),
      );
      for (const [index, steps] of paths.entries()) {
        const node = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], tree);
        expect(node).toMatchObject({
          _errors: expect.arrayContaining([{ code: 'C', message: String(index) }]),
        });
      }
    }),
  );
});

it('components get ids that are theirs alone, and keep those they had', () => {
  const leaf = fc.record({
    type: fc.constant(10),
    id: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  });
  const nested = fc.record({
    type: fc.constant(17),
    components: fc.array(leaf as fc.Arbitrary<Component>, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(nested as fc.Arbitrary<Component>, { maxLength: 5 }), (components) => {
      const given = placed(components).flatMap(({ component }) => component.id ?? []);
      fc.pre(new Set(given).size === given.length);
      const ids = placed(storedComponents(components)).map(({ component }) => component.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(given));
    }),
  );
});

it('length counts code points', () => {
  expect(lengthOf('a👍é')).toBe(3);
});
