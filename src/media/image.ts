/** A picture that somebody gave, as it is taken in; what is done to it is told in `decoder/read.ts`. */
import { type Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { BrokeOff } from './decoder/broke-off.ts';
import type { Decoded } from './decoder/decoder.ts';
import { MOST_PIXELS } from './decoder/limits.ts';
import { type Decode, decodeTakenIn } from './decoding.ts';
import { hashOf } from './hash.ts';
import { kindOf } from './kind.ts';
import { unreadable } from './unreadable.ts';

export interface Picture {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  contentType: string;
  /** As people see it. */
  width: number;
  height: number;
  bytes: Uint8Array;
}

/**
 * `name`: of the file, or its address. Throws a `Refusal` for the field `media` when it is no picture, a broken one, one
 * of too many pixels, or one that cannot be decoded within bounds. One at a time in a process.
 */
export async function readPicture(
  given: Uint8Array,
  name: string,
  decode: Decode = decodeTakenIn,
): Promise<Picture> {
  const kind = kindOf(given);
  if (kind !== undefined && !TRIED.has(kind)) throw unreadable(name, kind);
  const { answer, bytes } = await decode('read', given).catch((error) => {
    throw error instanceof BrokeOff ? notDecoded(name, error) : error;
  });
  if (answer.outcome === 'pixels') throw tooManyPixels(name, answer);
  if (answer.outcome !== 'picture') throw unreadable(name, kind);
  const { contentType, width, height } = answer;
  return { hash: hashOf(bytes), contentType, width, height, bytes };
}

/** Not each build of sharp reads HEIC. */
const TRIED = new Set(['AVIF', 'HEIC']);

type TooMany = Extract<Decoded['answer'], { outcome: 'pixels' }>;

function tooManyPixels(name: string, { width, height, frames }: TooMany): Refusal {
  return refuse(
    'media.max_pixels',
    'media',
    t(
      '"{name}" has {width} by {height} pixels{frames, plural, one {} other { in # frames}}; up to {most} million are taken.',
      { name, width, height, frames, most: MOST_PIXELS / 1_000_000 },
    ),
    t('Scale it down.'),
  );
}

/** What happened is its cause, for the log. */
function notDecoded(name: string, cause: BrokeOff): Refusal {
  const { why } = cause;
  const refusal = refuse(
    'media.not_decoded',
    'media',
    t('"{name}" could not be decoded: {why}.', { name, why: wordsFor(why) }),
    why === 'start'
      ? t(
          'Add it again in a minute. Where that helps nothing, whoever runs the bot finds the reason in its log.',
        )
      : t('Save it anew as JPEG or PNG, or scale it down, and add that.'),
  );
  return Object.assign(refusal, { cause });
}

function wordsFor(why: BrokeOff['why']): string {
  if (why === 'start') return t('the program that reads pictures cannot be started now');
  if (why === 'time') return t('it takes longer than any picture should');
  if (why === 'memory') return t('it takes more memory than any picture should');
  return t('the program that reads pictures broke off at it');
}
