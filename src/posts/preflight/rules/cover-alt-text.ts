/** What describes a cover is shown by no network: it is a frame of the video there. */
import { t } from '../../../kit/t.ts';
import { coverOf } from '../../cover.ts';
import type { PreflightRule } from '../rule.ts';

export const rule: PreflightRule = {
  name: 'cover-alt-text',
  topic: 'wording',
  find({ content }) {
    if (!coverOf(content)?.alt) return [];
    return [
      {
        ...{ id: 'media.cover.alt', level: 'warning', field: 'alt' },
        message: t('The alt text of the cover goes nowhere: networks show the cover as a part of the video.'),
        remedy: t('Say it in the alt text of the video, or leave it out.'),
      },
    ];
  },
};
