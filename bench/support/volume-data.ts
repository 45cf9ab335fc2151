/** The series under FOLDER/volume: a CSV each (`timestamp,value`), and windows.json with the labelled windows of each. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Series } from './nab.ts';

export async function readSeries(folder: string): Promise<Series[]> {
  const place = join(folder, 'volume');
  const windows = JSON.parse(await readFile(join(place, 'windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  return Promise.all(
    Object.entries(windows).map(async ([file, limits]) => {
      const rows = (await readFile(join(place, file), 'utf8'))
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
      const times = rows.map(([time = '']) => instantOf(time));
      return {
        name: basename(file, '.csv').replace(/^Twitter_volume_/, ''),
        times,
        counts: rows.map(([, value]) => Number(value)),
        windows: limits.map(([from, until]) => ({
          from: times.indexOf(instantOf(from)),
          until: times.indexOf(instantOf(until)),
        })),
      };
    }),
  );
}

/** `2015-02-26 21:42:53`, with or without a fraction, in UTC. */
function instantOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}
