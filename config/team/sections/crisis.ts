/** The section `crisis`: what is told of, who is pinged until somebody answers, and where the auditor's heartbeat goes. */
import { z } from 'zod';
import type { EscalationPolicy, Level, Target } from '../../../src/crisis/escalation.ts';
import { t } from '../../../src/kit/t.ts';
import { address, secret } from '../../../src/networks/address.ts';
import { ROLES } from '../../../src/people/role.ts';
import type { Fault } from '../../fault.ts';
import { isRole } from '../approval.ts';
import { duration } from '../duration.ts';
import { didYouMean, faultAt } from '../issues.ts';
import { simpleName, words } from '../names.ts';
import { defineSection, type KnownNames } from '../section.ts';

export interface CrisisSettings {
  /** The section is there: without it nothing is told by itself, and `/crisis open` pings the channel. */
  detects: boolean;
  /** Chat → channel id: where cards go. */
  places: Record<string, string>;
  /** For topics that say nothing else. */
  falseAlarmsAWeek: number;
  /** By the topic's name; without a prototype. */
  topics: Record<string, { falseAlarmsAWeek: number }>;
  policy: EscalationPolicy;
  /** What `webhook` targets of the policy mean; without a prototype. */
  webhooks: Record<string, SignedAddress>;
  /** Undefined: nobody outside hears whether the auditor lives. */
  heartbeat: (SignedAddress & { every: number }) | undefined;
  /** ms after its end in which a crisis may be reopened. */
  reopenWithin: number;
}

export interface SignedAddress {
  url: string;
  /** Signs what is sent. */
  secret: string;
}

/** As it stands in the file: filled in from the environment. */
const VARIABLE = '$'.concat('{PHONE_SECRET}');

const RANGE = 'must be a number from 0.01 to 50';
const falseAlarms = z
  .number({ error: RANGE })
  .min(0.01, { error: RANGE })
  .max(50, { error: RANGE })
  .meta({ description: 'How many false alarms a week are put up with, for each topic.', examples: [1] });

const topic = z
  .strictObject({ false_alarms_a_week: falseAlarms })
  .meta({ examples: [{ false_alarms_a_week: 0.5 }] });

const level = z
  .strictObject({
    to: z
      .array(words, { error: 'must be a list of channels, names in people, roles or webhooks' })
      .min(1, { error: 'must name at least one' })
      .meta({
        description: 'Channels, people (a direct message), roles (each of their people), webhooks.',
        examples: [['crisis', 'Ada Example']],
      }),
    wait: duration
      .prefault('10m')
      .meta({ description: 'How long it waits before the next level.', examples: ['5m'] }),
  })
  .meta({ examples: [{ to: ['crisis'], wait: '5m' }] });

const signed = {
  url: address('Where it is sent: https, or plain http on this machine.').meta({
    examples: ['https://phone.example.org/page'],
  }),
  secret: secret('Signs every request; the receiver holds the same.')
    .min(16, { error: 'is too short to sign with; use 16 characters or more' })
    .meta({ examples: [VARIABLE] }),
};

const keys = z.strictObject({
  channel: simpleName.optional().meta({
    description: 'Where cards go: a name in `channels`; `crisis` when absent, or else `review`.',
    examples: ['crisis'],
  }),
  false_alarms_a_week: falseAlarms.default(1),
  topics: z
    .record(simpleName, topic)
    .default({})
    .meta({ description: 'Topics of `listening` with a number of their own.' }),
  levels: z
    .array(level)
    .min(1, { error: 'must hold at least one level' })
    .optional()
    .meta({
      description: 'Who is pinged, in order, until somebody acknowledges. Without it: the channel.',
      examples: [[{ to: ['crisis'], wait: '5m' }, { to: ['Ada Example'] }]],
    }),
  repeat: z
    .int({ error: 'must be a whole number from 0 to 20' })
    .min(0, { error: 'must be a whole number from 0 to 20' })
    .max(20, { error: 'must be a whole number from 0 to 20' })
    .default(2)
    .meta({ description: 'How often all levels are gone through once more.', examples: [2] }),
  webhooks: z
    .record(simpleName, z.strictObject(signed))
    .default({})
    .meta({ description: 'Gateways to phones and the like, to be named in levels.' }),
  heartbeat: z
    .strictObject({
      ...signed,
      every: duration.prefault('1m').meta({ description: 'How often it is sent.', examples: ['1m'] }),
    })
    .optional()
    .meta({ description: 'Told outside that the auditor of the escalations lives.' }),
  reopen_within: duration
    .prefault('1d')
    .meta({ description: 'How long after its end a crisis may be reopened.', examples: ['1d'] }),
});

const crisis = keys.optional().meta({
  description: 'What is felt as a crisis, and who is pinged until somebody answers.',
  examples: [{ levels: [{ to: ['crisis'], wait: '5m' }] }],
});

export const section = defineSection({
  key: 'crisis',
  schema: crisis,
  secrets: ['url', 'secret'],
  read(given, { channels }): CrisisSettings {
    const file = given ?? keys.parse({});
    const channel = channelOf(file.channel, Object.keys(channels));
    const named = { channels: Object.keys(channels), webhooks: Object.keys(file.webhooks) };
    const levels = file.levels?.map(({ to, wait }) => ({
      targets: to.map((one) => targetOf(one, named)),
      wait,
    }));
    return {
      detects: given !== undefined,
      places: channels[channel] ?? {},
      falseAlarmsAWeek: file.false_alarms_a_week,
      topics: plain(file.topics, (one) => ({ falseAlarmsAWeek: one.false_alarms_a_week })),
      policy: { levels: levels ?? [onlyChannel(channel)], repeat: file.repeat },
      webhooks: plain(file.webhooks, (one) => one),
      heartbeat: file.heartbeat,
      reopenWithin: file.reopen_within,
    };
  },
  check(raw, known, lineOf) {
    const outline = outlineOf.parse(raw);
    const place = { at: ['crisis'], lineOf };
    return [
      ...checkChannel(outline.channel, known, place),
      ...Object.keys(outline.topics).flatMap((topic) => checkTopic(topic, known, place)),
      ...outline.levels.flatMap(({ to }, level) =>
        to.flatMap((entry, index) =>
          checkEntry(
            entry,
            meaningsOf(known, Object.keys(outline.webhooks)),
            ['levels', level, 'to', index],
            place,
          ),
        ),
      ),
    ];
  },
});

function channelOf(named: string | undefined, channels: readonly string[]): string {
  return named ?? (channels.includes('crisis') ? 'crisis' : 'review');
}

function onlyChannel(channel: string): Level {
  return { targets: [{ kind: 'channel', name: channel }], wait: 10 * 60_000 };
}

/** What is nothing else is a name in `people`. */
function targetOf(entry: string, named: { channels: string[]; webhooks: string[] }): Target {
  if (isRole(entry)) return { kind: 'role', name: entry };
  if (named.channels.includes(entry)) return { kind: 'channel', name: entry };
  return { kind: named.webhooks.includes(entry) ? 'webhook' : 'person', name: entry };
}

function plain<From, To>(entries: Record<string, From>, change: (from: From) => To): Record<string, To> {
  const changed = Object.entries(entries).map(([name, from]) => [name, change(from)] as const);
  return Object.assign(Object.create(null), Object.fromEntries(changed));
}

const maybe = z.string().optional().catch(undefined);
const names = z.array(z.string().catch('')).catch([]);
const outlineOf = z
  .object({
    channel: maybe,
    topics: z.record(z.string(), z.unknown()).catch({}),
    levels: z.array(z.object({ to: names }).catch({ to: [] })).catch([]),
    webhooks: z.record(z.string(), z.unknown()).catch({}),
  })
  .catch({ channel: undefined, topics: {}, levels: [], webhooks: {} });

interface Place {
  at: string[];
  lineOf(path: readonly PropertyKey[]): number;
}

function checkChannel(channel: string | undefined, { channels }: KnownNames, place: Place): Fault[] {
  if (channel === undefined || channels.includes(channel)) return [];
  const message = t('There is no channel called {channel}.', { channel });
  return [faultAt(place, ['channel'], 'unknown', message, didYouMean(channel, channels))];
}

function checkTopic(topic: string, { topics }: KnownNames, place: Place): Fault[] {
  if (topics.includes(topic)) return [];
  const message = t('listening has no topic called {topic}.', { topic });
  return [faultAt(place, ['topics', topic], 'unknown', message, didYouMean(topic, topics))];
}

type Meanings = Record<'role' | 'channel' | 'webhook' | 'person', readonly string[]>;

function meaningsOf({ channels, people }: KnownNames, webhooks: string[]): Meanings {
  return { role: ROLES, channel: channels, webhook: webhooks, person: people };
}

function checkEntry(entry: string, meanings: Meanings, path: PropertyKey[], place: Place): Fault[] {
  const all = Object.values(meanings);
  const meant = all.filter((named) => named.includes(entry)).length;
  if (entry === '' || meant === 1) return [];
  if (meant > 1) {
    const message = t('{entry} means several: a channel, a webhook, a role or somebody in people.', {
      entry,
    });
    return [faultAt(place, path, 'ambiguous', message, t('Call one of them something else.'))];
  }
  const message = t('{entry} is no channel, no webhook, no role, and nobody in people is called so.', {
    entry,
  });
  return [faultAt(place, path, 'unknown', message, didYouMean(entry, all.flat()))];
}
