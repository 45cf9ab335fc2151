/** A field that says which moment of a video is shown as its cover: a second, `2.5`. */
import type { Finding } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import type { Video } from './network.ts';

/** Undefined: it is none, or the video is shorter. */
export function secondIn(words: string, { duration }: Pick<Video, 'duration'>): number | undefined {
  const second = /^\d+(\.\d+)?$/.test(words.trim()) ? Number(words) : Number.NaN;
  return second * 1_000 <= duration ? second : undefined;
}

/** A picture is the cover as well. `id`: of the finding. `field`: where the second stands. */
export function pictureWins({ id, field }: Pick<Finding, 'id' | 'field'>): Finding {
  return {
    ...{ id, level: 'warning', field },
    message: t('The picture is the cover of the video; the second in the field cover is left out.'),
    remedy: t('Leave the field empty, or take the picture out; or accept it.'),
  };
}

/** `id`: of the finding. `field`: where the words stand. */
export function noSuchSecond(
  { id, field }: Pick<Finding, 'id' | 'field'>,
  words: string,
  { duration }: Pick<Video, 'duration'>,
): Finding {
  return {
    ...{ id, level: 'error', field },
    message: t('The cover is a second of the video, from 0 to {most}; there is "{found}".', {
      ...{ most: Math.floor(duration / 1_000), found: words },
    }),
    remedy: t('Write such a number, or leave it empty.'),
  };
}
