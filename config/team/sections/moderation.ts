/** The section `moderation`: what must not be posted and what follows, where, whom it passes over, who is asked. */
import { z } from 'zod';
import { nearest } from '../../../src/kit/nearest.ts';
import { t } from '../../../src/kit/t.ts';
import type { Rules } from '../../../src/moderation/evaluate.ts';
import { type Audience, audience, commonShape, type RuleType } from '../../../src/moderation/rule.ts';
import type { Fault } from '../../fault.ts';
import { duration } from '../duration.ts';
import { didYouMean, faultAt } from '../issues.ts';
import { readRules } from '../moderation-rules.ts';
import { simpleName, words } from '../names.ts';
import { defineSection, type Surroundings } from '../section.ts';

export interface Moderation {
  /** Whether the file says anything of it. */
  isOn: boolean;
  /** Undefined: there are none. */
  rules: Rules | undefined;
  /** Chat → channels that are looked at. Discord is looked at everywhere where none are named. */
  channels: Record<string, readonly string[] | 'everywhere'>;
  /** Chats that have timeouts and bans, and tell when somebody comes back. */
  sanctioned: Record<string, 'everywhere'>;
  /** Where moderators decide, and where acts are told: chat → channel. */
  queue: Record<string, string>;
  log: Record<string, string>;
  /** Whom and where no rule looks. Moderators and admins are passed over anyway. */
  exempt: Audience | undefined;
  bots: 'ignore' | 'moderate';
  /** ms. `ban`: undefined is for good. */
  durations: { timeout: number; ban: number | undefined };
  /** ms of messages that go with a ban. */
  banDeletes: number;
  /** What people are told by direct message beside what happened, such as where to appeal. */
  notes: { [act in 'warn' | 'timeout' | 'kick' | 'ban']?: string | undefined };
}

/** Read by `readRules`, which tells faults by the rule's type; here is what an editor may know. */
const rule = z
  .looseObject(
    Object.fromEntries(
      (Object.entries(commonShape) as [string, z.ZodType][]).map(([key, of]) => [
        key,
        z
          .unknown()
          .optional()
          .meta(of.meta() ?? {}),
      ]),
    ),
  )
  .meta({
    description: 'A rule: docs/moderation.md has the types with their parameters.',
    examples: [{ name: 'gambling', type: 'words', words: ['casino'], action: 'delete' }],
  });

const place = (description: string, example: string) =>
  simpleName.optional().meta({ description, examples: [example] });

const note = words.max(500, { error: 'must have at most 500 characters' }).optional();

const moderation = z
  .strictObject({
    rules: z
      .array(rule, { error: 'must be a list of rules' })
      .default([])
      .meta({
        description: 'What must not be posted, and what follows.',
        examples: [[{ name: 'gambling', type: 'words', words: ['casino'], action: 'delete' }]],
      }),
    queue: place('Where moderators decide: a name in `channels`; moderators when absent.', 'moderators'),
    log: place('Where acts are told: a name in `channels`; the queue when absent.', 'moderation-log'),
    channels: z
      .array(simpleName)
      .default([])
      .meta({
        description: 'Names in `channels` that alone are looked at; all of Discord when absent.',
        examples: [['community']],
      }),
    exempt: audience.optional().meta({
      description: 'Whom and where no rule looks. Moderators and admins are passed over anyway.',
      examples: [{ roles: ['1234567890123456789'] }],
    }),
    bots: z
      .enum(['ignore', 'moderate'])
      .default('ignore')
      .meta({ description: 'Whether the rules are for bots and webhooks too.', examples: ['ignore'] }),
    timeout: duration
      .prefault('1h')
      .meta({ description: 'How long a timeout lasts where nobody says.', examples: ['1h'] }),
    ban: duration.optional().meta({
      description: 'How long a ban lasts where nobody says; for good when absent.',
      examples: ['30d'],
    }),
    ban_deletes: duration
      .refine((ms) => ms <= WEEK, { error: 'must be at most 7d' })
      .prefault('1h')
      .meta({ description: 'What somebody wrote in this time goes with a ban.', examples: ['1h'] }),
    notes: z
      .strictObject({ warn: note, timeout: note, kick: note, ban: note })
      .default({})
      .meta({
        description: 'What people are told besides, by direct message.',
        examples: [{ ban: 'To appeal, write to appeals@example.org.' }],
      }),
  })
  .optional()
  .meta({
    description: 'What must not be posted in the community, and what follows.',
    examples: [{ queue: 'moderators', rules: [] }],
  });

/** Chats with moderation of messages as they come in. */
const EVERYWHERE = { discord: 'everywhere' } as const;
const DEFAULT_QUEUE = 'moderators';
const WEEK = 7 * 24 * 3_600_000;

/** Loaded for whoever has rules: the types take a tenth of a second and twenty megabytes. */
let loaded: { types: ReadonlyMap<string, RuleType>; Rules: typeof Rules } | undefined;

async function load(): Promise<void> {
  if (loaded) return;
  const [{ loadRuleTypes }, { Rules }] = await Promise.all([
    import('../../../src/moderation/load.ts'),
    import('../../../src/moderation/evaluate.ts'),
  ]);
  loaded = { types: await loadRuleTypes(), Rules };
}

export const section = defineSection({
  key: 'moderation',
  schema: moderation,
  prepare: async (raw) => {
    if (rulesOf(raw).length > 0) await load();
  },
  read: (file, around): Moderation => {
    const queue = placed(file?.queue ?? DEFAULT_QUEUE, around);
    return {
      isOn: file !== undefined,
      rules: rulesIn(file?.rules ?? []),
      sanctioned: EVERYWHERE,
      channels: channelsOf(file?.channels ?? [], around),
      queue,
      log: file?.log === undefined ? queue : placed(file.log, around),
      exempt: file?.exempt,
      bots: file?.bots ?? 'ignore',
      durations: { timeout: file?.timeout ?? 0, ban: file?.ban },
      banDeletes: file?.ban_deletes ?? 0,
      notes: file?.notes ?? {},
    };
  },
  check(raw, known, lineOf) {
    if (raw === undefined) return [];
    const around = { at: ['moderation'], lineOf };
    const { queue, log, channels } = outline.parse(raw);
    const missing = (path: PropertyKey[], name: string | undefined): Fault[] =>
      name === undefined || known.channels.includes(name)
        ? []
        : [
            faultAt(
              around,
              path,
              'unknown',
              t('There is no channel called {name}.', { name }),
              near(name, known.channels),
            ),
          ];
    const noQueue =
      queue === undefined && !known.channels.includes(DEFAULT_QUEUE)
        ? [
            faultAt(
              around,
              ['queue'],
              'missing',
              t('Nothing says where moderators decide.'),
              t('Give a channel the name moderators under channels, or name another one here.'),
            ),
          ]
        : [];
    return [
      ...missing(['queue'], queue),
      ...noQueue,
      ...missing(['log'], log),
      ...channels.flatMap((name, index) => missing(['channels', index], name)),
      ...ruleFaults(raw, lineOf),
    ];
  },
});

function ruleFaults(raw: unknown, lineOf: (path: readonly PropertyKey[]) => number): Fault[] {
  const list = rulesOf(raw);
  if (list.length === 0) return [];
  return readRules(list, needed().types, { at: ['moderation', 'rules'], lineOf }).faults;
}

function rulesIn(list: unknown[]): Rules | undefined {
  if (list.length === 0) return undefined;
  const { types, Rules: Made } = needed();
  const { rules } = readRules(list, types, { at: ['moderation', 'rules'], lineOf: () => 1 });
  return new Made(rules, types);
}

function needed() {
  if (!loaded) throw new Error('The section moderation was read before it was prepared.');
  return loaded;
}

function rulesOf(raw: unknown): unknown[] {
  const list: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, 'rules') : undefined;
  return Array.isArray(list) ? list : [];
}

function channelsOf(names: string[], around: Surroundings): Moderation['channels'] {
  if (names.length === 0) return EVERYWHERE;
  const channels: Record<string, string[]> = {};
  for (const name of names)
    for (const [chat, channel] of Object.entries(around.channels[name] ?? {}))
      channels[chat] = [...(channels[chat] ?? []), channel];
  return channels;
}

function placed(name: string, { channels }: Surroundings): Record<string, string> {
  return channels[name] ?? {};
}

function near(name: string, among: string[]): string {
  return nearest(name, among)
    ? didYouMean(name, among)
    : t('There are: {names}.', { names: among.join(', ') || '–' });
}

const maybe = z.string().optional().catch(undefined);
const outline = z
  .object({ queue: maybe, log: maybe, channels: z.array(z.string().catch('')).catch([]) })
  .catch({ channels: [] });
