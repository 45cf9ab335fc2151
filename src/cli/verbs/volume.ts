/**
 * `bellwether volume` reads counts as CSV (`timestamp,value`) and prints each row with an anomaly score and whether an
 * alert begins there, as soon as the row is read: a score uses no later row. It is the detector that watches topics.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { t } from '../../kit/t.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'volume',
  summary: t('Tells where counts are unusual: CSV timestamp,value in, with anomaly_score and alert out.'),
  usage: '[--false-alarms-a-week N] < FILE.csv',
  async run(args, io) {
    const settings = { falseAlarmsAWeek: read(args), timeZone: 'UTC' };
    const { judgeLine, NO_LINES } = await import('../volume-lines.ts');
    let [lines, faults] = [NO_LINES, 0];
    for await (const line of createInterface({ input: io.input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const judged = judgeLine(lines, line, settings);
      lines = judged.lines;
      if (judged.printed !== undefined) await print(io.output, judged.printed);
      if (judged.fault === undefined) continue;
      faults += 1;
      await print(io.errors, judged.fault);
    }
    if (lines.columns === undefined) {
      faults += 1;
      await print(io.errors, t('There is nothing to read: give CSV with the columns timestamp,value.'));
    }
    return faults > 0 ? EXIT.fault : EXIT.fine;
  },
};

async function print(stream: Io['output'], line: string): Promise<void> {
  if (!stream.write(`${line}\n`)) await once(stream, 'drain');
}

function read(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'false-alarms-a-week': { type: 'string' } },
  });
  if (positionals.length > 0)
    throw new UsageError(t('Give the counts on standard input, not as a file name.'));
  const number = Number(values['false-alarms-a-week'] ?? 1);
  if (number >= 0.01 && number <= 50) return number;
  throw new UsageError(t('--false-alarms-a-week must be a number from 0.01 to 50.'));
}
