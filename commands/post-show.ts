/** `/post show id:12`: the card of a post, with its buttons, for the one who asks. */
import { defineCommand } from '../src/app/app.ts';
import { postCard } from '../src/app/cards/post-card.ts';
import { LONGEST_COMMENT } from '../src/app/posts/commenting.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { viewPost } from '../src/app/posts/viewing.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

export const command = defineCommand({
  name: 'post show',
  summary: t('Show a post and where it stands'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true } },
  allow: 'member',
  answer: 'private',
  async run({ person, values }, app) {
    const view = await viewPost(app, readPostId(textOf(values, 'id')), MOST_COMMENTS);
    return postCard(view, person.timeZone, LONGEST_COMMENT);
  },
});

/** What a card has no room for. */
const MOST_COMMENTS = 15;
