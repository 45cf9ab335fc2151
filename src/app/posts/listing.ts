/** Posts in a line each. */

import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Person } from '../../people/person.ts';
import { stateOf, statesOf } from '../../posts/post.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { stateWords } from '../cards/post-states.ts';
import { excerptOf } from './excerpt.ts';

export interface Listed {
  id: number;
  state: string;
  /** The post that it corrects. */
  corrects: number | null;
  excerpt: string;
  /** Epoch ms. */
  at: number | null;
}

/** `show`: `open` (not out, not closed), `mine`, `all`. The newest first, at most twenty. */
export async function listPosts(app: App, person: Person, show: string): Promise<Listed[]> {
  const filter = FILTERS[show]?.(person.id);
  if (!filter) throw unknownFilter(show);
  const found = await posts.list(app.database, { ...filter, most: MOST });
  return Promise.all(found.map((post) => describe(app, post)));
}

async function describe(app: App, post: posts.StoredPost): Promise<Listed> {
  const [revision, deliveries] = await Promise.all([
    posts.findRevision(app.database, post.id, post.revision),
    postDeliveries.ofPost(app.database, post.id, post.revision),
  ]);
  const state = stateOf(post.stage, statesOf(deliveries));
  return {
    id: post.id,
    state: stateWords(state, post),
    corrects: post.corrects,
    excerpt: excerptOf(revision?.content.text ?? post.input.text),
    at: revision?.content.at ?? null,
  };
}

function unknownFilter(show: string) {
  return refuse(
    'list.show.unknown',
    'show',
    t('"{show}" is not known.', { show }),
    t('There are: {names}.', { names: Object.keys(FILTERS).join(', ') }),
  );
}

const FILTERS: Record<string, (personId: number) => Omit<Parameters<typeof posts.list>[1], 'most'>> = {
  open: () => ({ stages: ['draft', 'in_review', 'changes_requested', 'approved', 'expired'] }),
  mine: (authorId) => ({ authorId }),
  all: () => ({}),
};

const MOST = 20;
