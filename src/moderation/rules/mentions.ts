/** How many people and roles a message calls, and @everyone. */
import { t } from '../../kit/t.ts';
import { CODE } from '../markup/bits.ts';
import type { Pings } from '../message.ts';
import { limit, switched } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { each, type Found, type Look, type RuleType } from '../rule.ts';

interface Mentions {
  max?: number;
  everyone: boolean;
  attempts: boolean;
}

export const ruleType: RuleType<Mentions> = {
  name: 'mentions',
  summary: 'Many people and roles called at once, or @everyone.',
  shape: {
    max: limit
      .optional()
      .meta({ description: 'Distinct people and roles; it hits above this.', examples: [5] }),
    everyone: switched.meta({ description: 'Whether @everyone and @here hit.' }),
    attempts: switched.meta({
      description: 'The text counts even where its author has no right to call all.',
    }),
  },
  check({ max, everyone, attempts }) {
    if (max !== undefined || everyone) return [];
    const [message, remedy] = attempts
      ? [t('attempts goes with everyone: true.'), t('Write everyone: true.')]
      : [t('It can never hit: it names neither max nor everyone.'), t('Write max: 5, or everyone: true.')];
    return [{ path: [], message, remedy }];
  },
  prepare: (rules) =>
    each(rules, (rule, { message, readings }) => {
      const reading = readings.find(({ part }) => part.name === 'content');
      return tooMany(rule, message.pings, reading) ?? callsAll(rule, { message, readings } as Look);
    }),
};

function tooMany({ max }: Mentions, pings: Pings, reading: Reading | undefined): Found | undefined {
  if (max === undefined) return undefined;
  const { users, roles } = pings;
  const written = reading?.markup?.objects.length ?? 0;
  if (written + users.length + roles.length <= max) return undefined;
  const objects = (reading?.markup?.objects ?? []).filter(({ kind }) => kind === 'user' || kind === 'role');
  const distinct = new Map<string, { start: number; end: number } | undefined>();
  for (const { kind, id, start, end } of objects) distinct.set(`${kind} ${id}`, { start, end });
  for (const id of pings.users) if (!distinct.has(`user ${id}`)) distinct.set(`user ${id}`, undefined);
  for (const id of pings.roles) if (!distinct.has(`role ${id}`)) distinct.set(`role ${id}`, undefined);
  if (distinct.size <= max) return undefined;
  const [first, last] = [objects[0], objects.at(-1)];
  const text = reading?.raw ?? '';
  const span: [number, number] = first && last ? [first.start, last.end] : [0, text.length];
  return { part: 'content', text, span, count: distinct.size, limit: max };
}

function callsAll({ everyone, attempts }: Mentions, { message, readings }: Look): Found | undefined {
  if (!everyone) return undefined;
  for (const reading of readings) {
    const at =
      attempts || (message.pings.everyone && reading.part.name === 'content') ? callIn(reading) : undefined;
    if (at) return { part: reading.part.name, text: reading.raw, span: [at.start, at.end] };
  }
  const content = readings.find(({ part }) => part.name === 'content')?.raw ?? '';
  return message.pings.everyone ? { part: 'content', text: content, span: [0, content.length] } : undefined;
}

/** In code nobody is called, and `me@here.example` is an address. */
function callIn(reading: Reading): { start: number; end: number } | undefined {
  for (const found of reading.raw.matchAll(CALL)) {
    if (reading.has(CODE, found.index)) continue;
    return { start: found.index, end: found.index + found[0].length };
  }
  return undefined;
}

const CALL = /(?<![\p{L}\p{N}_.])@(?:everyone|here)(?![\p{L}\p{N}_])/gu;
