/** What describes a cover reaches no reader: no network takes an alt text for one. */
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
        message: t('The alt text of the cover goes nowhere: no network takes one for a cover.'),
        remedy: t('Say it in the text or in the alt text of the video, or leave it out.'),
      },
    ];
  },
};
