/** Numbers of posts as people type them, and as buttons carry them. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';

/** "12" or "#12". Throws a `Refusal`. */
export function readPostId(words: string, field = 'id'): number {
  const found = /^#?(\d{1,15})$/.exec(words.trim());
  if (found) return Number(found[1]);
  throw refuse(
    'post.id.unreadable',
    field,
    t('"{words}" is no number of a post.', { words }),
    t('Give its number, such as 12. /post list shows them.'),
  );
}

/**
 * "12.3": post 12 as its revision 3 was shown; "12.3.1.45": when one step of its approval was done, and with what the
 * checks had said up to number 45.
 */
export function writeShown(
  { id, revision }: { id: number; revision: number },
  position = 0,
  checks = 0,
): string {
  return [id, revision, position, checks].join('.').replace(/(\.0){1,2}$/, '');
}

export interface Shown {
  postId: number;
  revision: number;
  position: number;
  checks: number;
}

export function readShown(id: string): Shown {
  const [postId = '', revision = '', position = '0', checks = '0'] = id.split('.');
  return {
    postId: readPostId(postId),
    revision: Number(revision),
    position: Number(position),
    checks: Number(checks),
  };
}

export function unknownPost(id: number | string): Refusal {
  return refuse(
    'post.unknown',
    'id',
    t('There is no post {id}.', { id: String(id) }),
    t('/post list shows which there are.'),
  );
}
