/**
 * What happens at a time: each kind of alarm is a file in alarms/. It is rung at least once, within a second of its time
 * where a worker runs: what it does must do no harm when it is done twice.
 */
import { isKind } from '../../kit/subject.ts';
import type { Alarm } from '../../store/alarms.ts';

export interface AlarmDefinition<App> {
  /** Also the name of its file. */
  kind: string;
  summary: string;
  /** What becomes of one whose time passed while nobody worked: it is caught up once, or left out. */
  missed: 'run-once' | 'skip';
  /** `again`: epoch ms by the app's clock. An error that is thrown is another try soon. */
  ring(app: App, alarm: Alarm): Promise<Rang>;
  /** Of one that recurs: the instant after one that was left out. */
  next?(app: App, alarm: Alarm): number | undefined;
}

export type Rang = 'done' | { again: number };

export type Alarms<App> = ReadonlyMap<string, AlarmDefinition<App>>;

export function createAlarms<App>(all: AlarmDefinition<App>[]): Alarms<App> {
  return new Map(all.map((one) => [one.kind, one]));
}

/** A definition with the app that it works for. */
export interface BoundAlarm {
  missed: 'run-once' | 'skip';
  ring(alarm: Alarm): Promise<Rang>;
  next(alarm: Alarm): number | undefined;
}

export function bound<App>(
  definition: AlarmDefinition<App> | undefined,
  app: () => App,
): BoundAlarm | undefined {
  if (!definition) return undefined;
  return {
    missed: definition.missed,
    ring: (alarm) => definition.ring(app(), alarm),
    next: (alarm) => definition.next?.(app(), alarm),
  };
}

/** What is wrong with a definition; undefined: nothing. */
export function alarmFault(value: unknown): string | undefined {
  const { kind, summary, missed, ring } = value as Partial<AlarmDefinition<unknown>>;
  if (!isKind(kind) || !summary) return 'its kind is not lower-case words with dashes, or it has no summary.';
  if (missed !== 'run-once' && missed !== 'skip') return 'missed says neither run-once nor skip.';
  return typeof ring === 'function' ? undefined : 'it has no ring().';
}
