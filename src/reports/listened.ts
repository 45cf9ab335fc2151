/** What stands beside a figure of what others write where sources could not be read. */
import { t } from '../kit/t.ts';
import type { Measured } from './figure.ts';
import type { Readable } from './readable.ts';
import { durationWords } from './words.ts';

/** Why it is missing where no source could be read at all. */
export const NO_SOURCE = t('no source could be read');

/** In minutes of all sources together. */
export function coverageOf({ blind, of }: Readable): Pick<Measured, 'coverage' | 'note'> {
  if (blind === 0) return {};
  return {
    coverage: { measured: Math.floor((of - blind) / MINUTE), of: Math.floor(of / MINUTE) },
    note: t('a source could not be read for {time}', { time: durationWords(blind) }),
  };
}

const MINUTE = 60_000;
