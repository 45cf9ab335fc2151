/**
 * A rule type is a file in rules/: what its parameters are, and how all rules of the type look at a message at once.
 * Adding one is adding a file.
 */
import { z } from 'zod';
import type { History } from './history.ts';
import type { Message } from './message.ts';
import type { Reading } from './reading.ts';

export const ACTIONS = ['log', 'delete', 'warn', 'timeout', 'kick', 'ban', 'hold'] as const;
export type Action = (typeof ACTIONS)[number];

export interface Look {
  message: Message;
  readings: readonly Reading[];
  history: History;
}

/** Why a rule hit. */
export interface Found {
  /** The place: `content`, `embeds[0].title`. */
  part: string;
  /** All that stands there. */
  text: string;
  /** UTF-16 indexes in `text`, the end not included. */
  span: [number, number];
  /** What is compared, where it differs from what stands there. */
  folded?: string;
  /** What was counted, and the rule's limit. */
  count?: number;
  limit?: number;
  /** The entry of the rule's list. */
  entry?: string;
}

/** Tells a rule, by its place in the list that was prepared, and why it hit. The first why of a rule counts. */
export type Tell = (rule: number, found: Found) => void;

export interface RuleType<Parameters = never> {
  /** `type` in a rule, and the name of the file. */
  name: string;
  /** One line for people. */
  summary: string;
  /** The parameters besides those that every rule has. */
  shape: z.ZodRawShape;
  /** What is wrong although each parameter is right by itself. */
  check?(parameters: Parameters): ParameterFault[];
  /** For all rules of the type, so that they share the work. */
  prepare(rules: Parameters[]): (look: Look, tell: Tell) => void;
}

export interface ParameterFault {
  path: (string | number)[];
  message: string;
  remedy: string;
}

/** For types that look with each rule by itself. */
export function each<Parameters>(
  rules: Parameters[],
  match: (parameters: Parameters, look: Look) => Found | undefined,
): (look: Look, tell: Tell) => void {
  return (look, tell) => {
    for (let index = 0; index < rules.length; index += 1) {
      const found = match(rules[index] as Parameters, look);
      if (found) tell(index, found);
    }
  };
}

/**
 * For types that look with each rule at each text by itself. `mayHit`: whether any of them needs to look at this one at
 * all; asked once for a text, however many rules there are.
 */
export function eachText<Parameters>(
  rules: Parameters[],
  mayHit: (reading: Reading) => boolean,
  match: (parameters: Parameters, reading: Reading) => Found | undefined,
): (look: Look, tell: Tell) => void {
  return ({ readings }, tell) => {
    for (const reading of readings) {
      if (!mayHit(reading)) continue;
      for (let index = 0; index < rules.length; index += 1) {
        const found = match(rules[index] as Parameters, reading);
        if (found) tell(index, found);
      }
    }
  };
}

const id = z.union([z.string().regex(/\S/), z.int().transform(String)], {
  error: 'must be an id in quotes, or a name',
});
const ids = z.array(id, { error: 'must be a list of ids or names' }).default([]);

/** Whom a rule passes over, or whom alone it is for. A bare list may name any of them. */
export const audience = z.union(
  [
    z.array(id).transform((anything) => ({ roles: [], channels: [], users: [], anything })),
    z
      .strictObject({ roles: ids, channels: ids, users: ids, authors: ids })
      .transform(({ users, authors, ...some }) => ({
        ...some,
        users: [...users, ...authors],
        anything: [],
      })),
  ],
  { error: 'must have roles, channels or users, each a list of ids or names' },
);

export type Audience = z.output<typeof audience>;

export const commonShape = {
  name: z
    .string({ error: 'must be text' })
    .regex(/\S/, { error: 'must not be empty' })
    .max(100, { error: 'must have at most 100 characters' })
    .meta({ description: 'Once in the list. Acts and cases name it.', examples: ['slurs'] }),
  action: z.enum(ACTIONS).meta({ description: 'What follows when it hits.', examples: ['delete'] }),
  shadow: z
    .boolean({ error: 'must be true or false' })
    .default(false)
    .meta({ description: 'It is recorded and nothing is done.', examples: [true] }),
  exempt: audience
    .optional()
    .meta({ description: 'Whom and where it passes over.', examples: [{ roles: ['1234567890123456789'] }] }),
  only: audience.optional().meta({
    description: 'Whom and where alone it is for.',
    examples: [{ channels: ['1234567890123456789'] }],
  }),
};

/** What every rule has. */
export interface Rule {
  name: string;
  type: string;
  action: Action;
  shadow: boolean;
  exempt?: Audience | undefined;
  only?: Audience | undefined;
}

/** The whole of a rule of this type. */
export function schemaOf(type: RuleType): z.ZodObject {
  return z.strictObject({ ...commonShape, type: z.literal(type.name), ...type.shape });
}

/** A list of rules, for the editor's completion; `readRules` tells faults better. */
export function rulesSchema(types: ReadonlyMap<string, RuleType>) {
  const [first, ...more] = [...types.values()].map(schemaOf);
  if (!first) throw new Error('There are no rule types.');
  return z.array(z.discriminatedUnion('type', [first, ...more] as never));
}
