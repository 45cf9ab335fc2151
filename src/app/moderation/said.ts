/** What moderators type: whom they mean, and for how long. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { cut } from '../../kit/storable.ts';
import { t } from '../../kit/t.ts';
import type { Known } from './rights.ts';

/** A user id in the chat where it is said, or `discord:110…` from elsewhere. Throws a `Refusal`. */
export function readAccused(words: string, chat: string): Known {
  const said = words.trim();
  const elsewhere = /^([a-z]+):([A-Za-z0-9]{3,30})$/.exec(said);
  if (elsewhere) return { chat: elsewhere[1] ?? '', userId: elsewhere[2] ?? '' };
  if (/^[A-Z0-9]{3,30}$/.test(said)) return { chat, userId: said };
  throw refuse(
    'case.who.unreadable',
    'who',
    said === ''
      ? t('Nobody is named.')
      : t('"{said}" is nobody that the chat knows.', { said: cut(said, 40) }),
    t('Mention them with @, or give an id: discord:110000000000000001.'),
  );
}

/** ms; undefined where nothing is said. Throws a `Refusal`. */
export function readLasts(words: string): number | undefined {
  const said = words.trim().toLowerCase();
  if (said === '') return undefined;
  const found = /^(\d{1,6})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/.exec(said);
  const lasts = Number(found?.[1]) * (UNITS[found?.[2]?.[0] ?? ''] ?? Number.NaN);
  if (lasts >= MINUTE && lasts <= LONGEST) return lasts;
  throw unreadable(said);
}

const MINUTE = 60_000;
const UNITS: Record<string, number> = {
  m: MINUTE,
  h: 60 * MINUTE,
  d: 24 * 60 * MINUTE,
  w: 7 * 24 * 60 * MINUTE,
};
const LONGEST = 366 * 24 * 60 * MINUTE;

function unreadable(said: string): Refusal {
  return refuse(
    'case.lasts.unreadable',
    'for',
    t('"{said}" is no length between a minute and 366 days.', { said: cut(said, 40) }),
    t('Write 10m, 2h, 7d or 4w.'),
  );
}
