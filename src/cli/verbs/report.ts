/**
 * `bellwether report --week 2026-W46 --out DIR` writes the report of a week, or of a month, into a folder: one HTML page that
 * needs nothing beside it, every figure as CSV, and the charts as PNG.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { App } from '../../app/app.ts';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';
import { withApp } from '../with-app.ts';

export const verb: Verb = {
  name: 'report',
  summary: t('Writes the report of a week, or of a month, as a page, as CSV and as pictures.'),
  usage: '[--week 2026-W46 | --month 2026-10] [--network NAME] --out DIR',
  async run(args, io) {
    const asked = read(args);
    return withApp(io, (app) => write(app, io, asked));
  },
};

interface Asked {
  period: string;
  /** Empty: all. */
  network: string;
  out: string;
}

async function write(app: App, io: Io, asked: Asked): Promise<number> {
  const { out } = asked;
  const { readPeriod } = await import('../../app/reports/asked.ts');
  const { reportFiles } = await import('../../app/reports/files.ts');
  const { readScope } = await import('../../app/reports/scope.ts');
  const period = readPeriod(asked.period, app.team.timeZone, app.clock.now());
  const files = await reportFiles(app, period, readScope(app, asked.network));
  try {
    await mkdir(out, { recursive: true });
    for (const { name, bytes } of files) await writeFile(join(out, name), bytes);
  } catch (error) {
    throw cannotWrite(out, error);
  }
  for (const { name } of files) io.output.write(`${join(out, name)}\n`);
  return EXIT.fine;
}

function cannotWrite(out: string, error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : t('unknown reason');
  return refuse(
    'report.out',
    '--out',
    t('{out} cannot be written to ({code}).', { out, code }),
    t('Name a folder that this user may write to; it is made where there is none.'),
  );
}

function read(args: string[]): Asked {
  const { values } = parseArgs({
    args,
    options: {
      ...{ week: { type: 'string' }, month: { type: 'string' }, network: { type: 'string' } },
      out: { type: 'string' },
    },
  });
  const { week, month, network = '', out } = values;
  if (week !== undefined && month !== undefined) throw new UsageError(t('Say --week or --month, not both.'));
  if (!out) throw new UsageError(t('Say where: --out DIR.'));
  if (week !== undefined && !/^\d{4}-W\d{2}$/.test(week))
    throw new UsageError(t('--week must be a week such as 2026-W46.'));
  if (month !== undefined && !/^\d{4}-\d{2}$/.test(month))
    throw new UsageError(t('--month must be a month such as 2026-10.'));
  return { period: week ?? month ?? '', network, out };
}
