/** Contents and inputs of every kind that people can write, for property tests. */
import fc from 'fast-check';
import { AUDIENCES } from '../../src/people/audience.ts';
import type { Content } from '../../src/posts/content.ts';

export const targetName = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/);

const whole = {
  text: fc.string({ unit: 'binary' }),
  variants: fc.dictionary(targetName, fc.string({ unit: 'binary' }), { maxKeys: 4, noNullPrototype: true }),
  targets: fc.uniqueArray(targetName, { minLength: 1, maxLength: 4 }).map((names) => names.sort()),
  media: fc.array(fc.record({ hash: fc.stringMatching(/^[0-9a-f]{8}$/), alt: fc.string() }), {
    maxLength: 3,
  }),
  at: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
  campaign: fc.option(fc.string({ minLength: 1 })),
};

const answers = fc.record({
  mention: fc.integer({ min: 1, max: 1_000_000 }),
  id: fc.string({ minLength: 1 }),
  thread: fc.string({ minLength: 1 }),
  author: fc.record({ id: fc.string(), handle: fc.string() }),
  audience: fc.constantFrom(...AUDIENCES),
  warning: fc.string(),
  language: fc.constantFrom('en', 'da'),
});

const presentation = fc.dictionary(
  targetName,
  fc.record(
    {
      languages: fc.array(fc.constantFrom('en', 'da'), { maxLength: 2 }),
      warning: fc.string(),
      sensitive: fc.boolean(),
      audience: fc.constantFrom(...AUDIENCES),
      cards: fc.array(
        fc.record({ url: fc.webUrl(), title: fc.string(), description: fc.string(), picture: fc.string() }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  ),
  { maxKeys: 3, noNullPrototype: true },
);

const fields = fc.dictionary(
  targetName,
  fc.dictionary(
    fc.constantFrom('board', 'title', 'link'),
    fc.oneof(fc.record({ value: fc.string() }), fc.record({ value: fc.string(), label: fc.string() })),
    { maxKeys: 3, noNullPrototype: true },
  ),
  { maxKeys: 3, noNullPrototype: true },
);

/** Few are corrections or answers. */
export const content: fc.Arbitrary<Content> = fc.oneof(
  fc.record(whole),
  fc.record({ ...whole, corrects: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ ...whole, answers }),
  fc.record({ ...whole, presentation }),
  fc.record({ ...whole, fields }),
  fc.record({ ...whole, presentation, fields }),
);
