/** What stands in the networks' own fields, target by target, and the buttons by which it is changed. */
import { type Action, type Block, button, list } from '../../../chat/card.ts';
import { cut } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import type { Content } from '../../../posts/content.ts';
import { linesOf } from '../../../posts/fields.ts';
import type { Fillable } from '../fields/filling.ts';
import type { PostView } from './post-view.ts';

export function fieldBlocks({ titles }: Pick<PostView, 'titles'>, { fields = {} }: Content): Block[] {
  const lines = Object.entries(fields).flatMap(([target, uses]) =>
    linesOf(uses).map((line) => `${titles.get(target) ?? target}, ${line}`),
  );
  return lines.length > 0 ? [list(lines)] : [];
}

/** `shown`: the post and its revision, as buttons carry them. */
export function fieldButtons(shown: string, fillable: Fillable[]): Action[] {
  return fillable.map(({ target, title }) =>
    button('post.fields', `${shown}~${target}`, cut(t('Fields: {title}', { title }), LONGEST_LABEL)),
  );
}

/** Of such a button's id. */
export function readFillable(id: string): { shown: string; target: string } {
  const [shown = '', ...target] = id.split('~');
  return { shown, target: target.join('~') };
}

/** Slack's limit. */
const LONGEST_LABEL = 75;
