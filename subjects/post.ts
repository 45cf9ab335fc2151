import { defineSubject } from '../src/app/app.ts';
import { drawPost, postsTogether } from '../src/app/posts/cards/notice-card.ts';
import { sweepReviews } from '../src/app/posts/review/review-alarms.ts';
import * as posts from '../src/store/posts.ts';

export const subject = defineSubject({
  kind: 'post',
  draw: (app, id, asked) => drawPost(app, Number(id), asked),
  together: postsTogether,
  async concerned({ database }, id) {
    const post = await posts.find(database, Number(id));
    return post ? [post.authorId] : [];
  },
  merge: posts.mergePeople,
  sweep: sweepReviews,
});
