/**
 * Reads when something shall happen, as a person writes it: "tomorrow 9:00", "in 2 minutes", "24.12. kl. 18", ISO. Read
 * in that person's zone unless the words name another. Every word is understood or the whole is refused; what may mean
 * two instants is asked about, never guessed.
 */
import { DateTime, IANAZone } from 'luxon';
import { type Asked, past, tooFar, tooLong, unfit } from './when/faults.ts';
import { resolve } from './when/resolve.ts';
import { Unfit } from './when/said.ts';
import { scan } from './when/scan.ts';

/** Epoch ms. Throws a `Refusal` for `field` that names what was found and how to write it. */
export function readWhen(words: string, zone: string, now: number, field = 'at'): number {
  const asked = { words: words.trim(), zone, now, field };
  if (asked.words.length > MOST_CHARACTERS) throw tooLong(asked, MOST_CHARACTERS);
  const instant = read(asked);
  if (instant <= now) throw past(asked, writeWhen(instant, zone));
  if (instant > DateTime.fromMillis(now).plus({ years: MOST_YEARS }).toMillis())
    throw tooFar(asked, MOST_YEARS);
  return instant;
}

export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/**
 * "Mon 23 Nov 2026, 09:00 (Europe/Copenhagen)": for sentences outside of cards. `readWhen` reads it as the same instant,
 * to the second: seconds stand where there are any, the offset where the clocks show that time twice or the zone is called
 * by a word ("CET") that people take for an offset.
 */
export function writeWhen(instant: number, zone: string): string {
  const local = DateTime.fromMillis(instant, { zone }).setLocale('en-GB');
  const time = local.second === 0 ? 'HH:mm' : 'HH:mm:ss';
  const isUnclear = local.getPossibleOffsets().length > 1 || /^(?!UTC$)[^/]+$/.test(zone);
  const offset = isUnclear ? `, ${local.toFormat('ZZ')}` : '';
  return `${local.toFormat(`ccc d LLL yyyy, ${time}`)} (${zone}${offset})`;
}

/** "2026-11-23 09:00:00 +01:00": an instant, as people read it and `readWhen` does. */
export function writeInstant(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toFormat('yyyy-LL-dd HH:mm:ss ZZ');
}

function read(asked: Asked): number {
  try {
    return resolve(scan(asked.words), asked);
  } catch (error) {
    throw error instanceof Unfit ? unfit(error, asked) : error;
  }
}

const MOST_YEARS = 10;
/** No time takes so many; understanding words takes longer the more there are. */
const MOST_CHARACTERS = 200;
