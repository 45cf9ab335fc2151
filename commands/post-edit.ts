/** `/post edit id:12 text:"…"`: changes what is given and leaves the rest. What was approved needs approval again. */
import { defineCommand } from '../src/app/app.ts';
import { draftedCard } from '../src/app/posts/cards/draft-card.ts';
import { outdatedCard } from '../src/app/posts/cards/outdated-card.ts';
import { postCard } from '../src/app/posts/cards/post-card.ts';
import { viewPost } from '../src/app/posts/cards/post-view.ts';
import { checkMayEdit, editPost } from '../src/app/posts/drafting/drafting.ts';
import { givenInput, postOptions } from '../src/app/posts/drafting/form.ts';
import { readPostId } from '../src/app/posts/id.ts';
import { type Options, textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';

const changeable: Options = Object.fromEntries(
  Object.entries(postOptions).map(([name, option]) => [name, { ...option, required: false }]),
);

export const command = defineCommand({
  name: 'post edit',
  summary: t('Change a post; it needs approval again'),
  options: { id: { kind: 'text', summary: t('The number of the post'), required: true }, ...changeable },
  allow: 'member',
  answer: 'private',
  async run(call, app) {
    const { person } = call;
    const { id, ...given } = call.values;
    const postId = readPostId(textOf({ id }, 'id'));
    const nothingGiven = Object.values(given).every((value) => value === undefined);
    // The card has the button that opens the form.
    if (nothingGiven) return postCard(await viewPost(app, postId), person.timeZone);
    await checkMayEdit(app, person, postId);
    const drafted = await editPost(app, call, postId, await givenInput(app, given));
    if (drafted !== 'stale') return draftedCard(app, drafted);
    return outdatedCard(await viewPost(app, postId), person.timeZone, textOf(given, 'text'));
  },
});
