import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { randomOf, SLOT, slotAt } from '../crisis/background.ts';
import { fed } from './shell.ts';

const HEADINGS = 'timestamp,value,anomaly_score,alert';

function rows(count: number, spacing = SLOT): string[] {
  const random = randomOf(7);
  return Array.from({ length: count }, (_, index) => {
    const burst = index > count - 20 ? 12 : 1;
    const { at, count: value } = slotAt(index, { seed: 7, level: 4 }, random, { times: burst });
    return `${timeOf(at + (spacing - SLOT) * index)},${value}`;
  });
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function csv(lines: string[]): string {
  return ['timestamp,value', ...lines].join('\n');
}

async function scored(lines: string[], args: string[] = []): Promise<string[]> {
  const { code, output } = await fed(['volume', ...args], csv(lines));
  expect(code).toBe(0);
  const [headings, ...printed] = output.trimEnd().split('\n');
  expect(headings).toBe(HEADINGS);
  return printed;
}

describe('bellwether volume', () => {
  it('prints every row with a score from 0 to 1, and an alert where a burst begins', async () => {
    const given = rows(900);
    const printed = await scored(given);
    expect(printed.map((row) => row.split(',').slice(0, 2).join(','))).toEqual(given);
    const scores = printed.map((row) => Number(row.split(',')[2]));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    const alerts = printed.flatMap((row, index) => (row.endsWith(',1') ? [index] : []));
    expect(alerts.at(-1)).toBeGreaterThanOrEqual(881);
    expect(alerts.at(-1)).toBeLessThanOrEqual(884);
  });

  it('uses no later row: of a shorter input it prints the same', async () => {
    const given = rows(900);
    const whole = await scored(given);
    for (const length of [1, 2, 11, 12, 13, 30, 288, 289, 600, 881, 883, 899]) {
      expect(await scored(given.slice(0, length))).toEqual(whole.slice(0, length));
    }
  });

  it('prints a row as soon as it is read', async () => {
    const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const ended = run(['volume'], { input, output, errors });
    input.write('timestamp,value\n2026-11-23 09:00:00,3\n');
    let printed = '';
    while (!printed.includes(',3,0,0\n')) printed += String((await once(output, 'data'))[0]);
    input.end('2026-11-23 09:05:00,4\n');
    expect(await ended).toBe(0);
  });

  it.each([
    ['each minute', 60_000],
    ['hourly', 3_600_000],
    ['daily', 86_400_000],
  ])('takes rows that come %s', async (_, spacing) => {
    const printed = await scored(rows(400, spacing));
    expect(printed.slice(381).some((row) => row.endsWith(',1'))).toBe(true);
  });

  it('adds up what comes more often than each minute, and tells a burst there once', async () => {
    const calm = Array.from({ length: 3_000 }, (_, index) => `${timeOf(index * 15_000)},5`);
    const burst = [3_000, 3_001, 3_002, 3_003].map((index) => `${timeOf(index * 15_000)},400`);
    const printed = await scored([...calm, ...burst]);
    expect(printed.filter((row) => row.endsWith(',1'))).toHaveLength(1);
  });

  it('takes missing rows for not seen', async () => {
    const given = rows(900).filter((_, index) => index < 400 || index > 500);
    const printed = await scored(given);
    expect(printed.slice(400, 430).some((row) => row.endsWith(',1'))).toBe(false);
  });

  it('tells less where fewer false alarms are wanted', async () => {
    const given = rows(900);
    const alerts = async (wanted: string) =>
      (await scored(given, ['--false-alarms-a-week', wanted])).filter((row) => row.endsWith(',1')).length;
    expect(await alerts('0.01')).toBeLessThan(await alerts('20'));
  });

  it('tells each fault by its line with the remedy, prints the others, and exits with 1', async () => {
    const lines = [
      '2026-11-23 09:00:00,3',
      'yesterday,3',
      '2026-11-23 09:05:00,many',
      '2026-11-23 09:05:00,-1',
      '2026-11-23 09:05:00,',
      '2026-11-23 09:05:00,4',
      '2026-11-23 09:05:00,5',
      '2026-11-23 09:01:00,6',
      '',
      '2026-02-30 09:10:00,7',
      '2026-11-23T09:10:00Z,8',
    ];
    const { code, output, errors } = await fed(['volume'], csv(lines));
    expect(code).toBe(1);
    const told = errors.trimEnd().split('\n');
    expect(told.map((line) => line.split(':')[0])).toEqual(
      [3, 4, 5, 6, 8, 9, 11].map((number) => `line ${number}`),
    );
    expect(told[0]).toBe('line 3: "yesterday" is no time. Write it as 2026-11-23 09:05:00, in UTC.');
    expect(told[4]).toContain('was there before');
    expect(told[5]).toContain('is before the line above');
    expect(output.trimEnd().split('\n')).toEqual([
      HEADINGS,
      '2026-11-23 09:00:00,3,0,0',
      '2026-11-23 09:05:00,4,0,0',
      '2026-11-23 09:05:00,5,0,0',
      '2026-11-23 09:01:00,6,0,0',
      '2026-11-23T09:10:00Z,8,0,0',
    ]);
  });

  it('finds the columns by their names, in any order and among others', async () => {
    const { code, output } = await fed(['volume'], 'value,who,Timestamp\r\n3,me,2026-11-23 09:00:00\r\n');
    expect([code, output]).toEqual([0, `${HEADINGS}\n2026-11-23 09:00:00,3,0,0\n`]);
  });

  it('says what it needs where it is given nothing, or other columns', async () => {
    const [nothing, others] = [await fed(['volume'], ''), await fed(['volume'], 'when,what\n')];
    expect([nothing.code, others.code]).toEqual([1, 1]);
    expect(nothing.errors).toContain('timestamp,value');
    expect(others.errors).toContain(
      'line 1: the columns timestamp and value are not named; found "when,what".',
    );
  });

  it.each([
    [['FILE.csv']],
    [['--false-alarms-a-week', 'none']],
    [['--false-alarms-a-week', '0']],
    [['--frequency', '1']],
  ])('exits with 2 on %j', async (args) => {
    expect((await fed(['volume', ...args], '')).code).toBe(2);
  });
});
