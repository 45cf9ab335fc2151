/** The section `reports`: who gets a report of the week, where and when, and what the team aims at. */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { TimeOfDay, Weekday } from '../../../src/kit/recurrence.ts';
import { t } from '../../../src/kit/t.ts';
import type { Unit } from '../../../src/reports/kpi.ts';
import { KPIS, MOST_FIGURES } from '../../../src/reports/kpis.ts';
import type { Objective } from '../../../src/reports/objective.ts';
import type { Objectives } from '../../../src/reports/report.ts';
import type { Fault } from '../../fault.ts';
import { duration } from '../duration.ts';
import { didYouMean, faultAt } from '../issues.ts';
import { simpleName } from '../names.ts';
import { defineSection } from '../section.ts';

export interface Reports {
  /** By name. */
  audiences: Record<string, Audience>;
  objectives: Objectives;
}

export interface Audience {
  name: string;
  /** Chat → channel. */
  places: Record<string, string>;
  day: Weekday;
  time: TimeOfDay;
  /** IANA. */
  zone: string;
  /** Names of the indicators that its message shows. */
  figures: string[];
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const NAMES = KPIS.map(({ name }) => name) as [string, ...string[]];

const amount = z
  .union([z.number(), duration], { error: 'must be a number, or a duration such as 2h' })
  .optional();

const objective = z
  .strictObject({ at_least: amount, at_most: amount })
  .refine((one) => (one.at_least === undefined) !== (one.at_most === undefined), {
    error: 'must have either at_least or at_most',
  })
  .meta({ examples: [{ at_least: 5 }] });

const audience = z
  .strictObject({
    channel: simpleName.meta({
      description: 'Where its report goes: a name in `channels`.',
      examples: ['review'],
    }),
    day: z
      .enum(DAYS)
      .default('monday')
      .meta({ description: 'On which day it comes.', examples: ['monday'] }),
    time: z
      .string({ error: 'must be a time such as "09:00", in quotes' })
      .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'must be a time such as "09:00", in quotes' })
      .default('09:00')
      .meta({ description: 'At what time, in quotes.', examples: ['09:00'] }),
    time_zone: z
      .string({ error: 'must be an IANA time zone' })
      .refine((name) => IANAZone.isValidZone(name), { error: 'must be an IANA time zone' })
      .optional()
      .meta({ description: "In which zone; the team's when absent.", examples: ['Europe/Copenhagen'] }),
    figures: z
      .array(z.enum(NAMES))
      .min(1, { error: 'must hold at least one figure' })
      .max(MOST_FIGURES, { error: `must hold at most ${MOST_FIGURES} figures` })
      .default(NAMES.slice(0, MOST_FIGURES))
      .meta({ description: 'What its message shows, at most six.', examples: [['published', 'mentions']] }),
  })
  .meta({ examples: [{ channel: 'review' }] });

const reports = z
  .strictObject({
    audiences: z
      .record(simpleName, audience)
      .default({})
      .meta({
        description: 'Who gets a report of the week.',
        examples: [{ team: { channel: 'review' } }],
      }),
    objectives: z
      .partialRecord(z.enum(NAMES), objective)
      .default({})
      .meta({
        description: 'What the team aims at, by the name of the figure.',
        examples: [{ published: { at_least: 5 } }],
      }),
  })
  .prefault({})
  .meta({
    description: 'The report of the week.',
    examples: [{ audiences: { team: { channel: 'review' } } }],
  });

export const section = defineSection({
  key: 'reports',
  schema: reports,
  read: (file, { channels, timeZone }): Reports => ({
    audiences: Object.fromEntries(
      Object.entries(file.audiences).map(([name, one]) => [
        name,
        {
          ...{ name, places: channels[one.channel] ?? {}, figures: one.figures },
          ...{ day: (DAYS.indexOf(one.day) + 1) as Weekday, time: timeOf(one.time) },
          zone: one.time_zone ?? timeZone,
        },
      ]),
    ),
    objectives: Object.fromEntries(
      Object.entries(file.objectives).flatMap(([name, one]) => (one ? [[name, objectiveOf(name, one)]] : [])),
    ),
  }),
  check(raw, known, lineOf) {
    const { audiences, objectives } = outlineOf.parse(raw);
    const place = { at: ['reports'], lineOf };
    const unplaced = Object.entries(audiences).flatMap(([name, { channel }]): Fault[] => {
      if (channel === undefined || known.channels.includes(channel)) return [];
      const message = t('There is no channel called {channel}.', { channel });
      return [
        faultAt(
          place,
          ['audiences', name, 'channel'],
          'unknown',
          message,
          didYouMean(channel, known.channels),
        ),
      ];
    });
    const ofOtherUnit = Object.entries(objectives).flatMap(([name, one]) =>
      Object.entries(one).flatMap(([key, value]): Fault[] => {
        const unit = KPIS.find((kpi) => kpi.name === name)?.unit;
        if (unit === undefined || value === undefined || fits(unit, value)) return [];
        const message = t('{name} is not measured in that.', { name });
        return [faultAt(place, ['objectives', name, key], 'unit', message, REMEDIES[unit])];
      }),
    );
    return [...unplaced, ...ofOtherUnit];
  },
});

const REMEDIES: Record<Unit, string> = {
  count: t('Write a number, such as 5.'),
  duration: t('Write a duration, such as 2h.'),
  balance: t('Write per cent from -100 to 100, such as 10.'),
};

function fits(unit: Unit, value: unknown): boolean {
  if (unit === 'duration') return typeof value === 'string';
  return typeof value === 'number' && (unit !== 'balance' || Math.abs(value) <= 100);
}

function objectiveOf(name: string, one: z.infer<typeof objective>): Objective {
  const value = one.at_least ?? one.at_most ?? 0;
  const isPercent = KPIS.find((kpi) => kpi.name === name)?.unit === 'balance';
  return {
    kind: one.at_least === undefined ? 'at-most' : 'at-least',
    value: isPercent ? value / 100 : value,
  };
}

function timeOf(written: string): TimeOfDay {
  const [hour = 0, minute = 0] = written.split(':').map(Number);
  return { hour, minute };
}

const maybe = z.string().optional().catch(undefined);
const either = z.union([z.string(), z.number()]).optional().catch(undefined);
const outlineOf = z
  .object({
    audiences: z.record(z.string(), z.object({ channel: maybe }).catch({})).catch({}),
    objectives: z.record(z.string(), z.object({ at_least: either, at_most: either }).catch({})).catch({}),
  })
  .catch({ audiences: {}, objectives: {} });
