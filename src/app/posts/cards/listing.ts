/** Posts in a line each. */

import { refuse } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import type { Person } from '../../../people/person.ts';
import { stateOf, statesOf } from '../../../posts/post.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { excerptOf } from '../excerpt.ts';
import { stateWords } from './post-states.ts';

export interface Listed {
  id: number;
  state: string;
  /** The post that it corrects. */
  corrects: number | null;
  excerpt: string;
  /** Epoch ms. */
  at: number | null;
}

export interface Listing {
  posts: Listed[];
  /** There are older ones. */
  isCut: boolean;
}

/**
 * `show`: `open` (still to be written, decided or sent, or waiting for somebody), `mine`, `all`. The newest first, at most
 * twenty; `before`: those older than that post.
 */
export async function listPosts(
  app: App,
  person: Person,
  { show, before }: { show: string; before?: number },
): Promise<Listing> {
  const filter = Object.hasOwn(FILTERS, show) ? FILTERS[show]?.(person.id) : undefined;
  if (!filter) throw unknownFilter(show);
  const found = await posts.list(app.database, { ...filter, before, most: MOST + 1 });
  const shown = await Promise.all(found.slice(0, MOST).map((post) => describe(app, post)));
  return { posts: shown, isCut: found.length > MOST };
}

async function describe(app: App, post: posts.StoredPost): Promise<Listed> {
  const [revision, deliveries] = await Promise.all([
    posts.findRevision(app.database, post.id, post.revision),
    postDeliveries.ofPost(app.database, post.id, post.revision),
  ]);
  const state = stateOf(post.stage, statesOf(deliveries));
  return {
    id: post.id,
    state: stateWords({ state, post, deliveries }),
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

const FILTERS: Record<string, (personId: number) => { isOpen?: boolean; authorId?: number }> = {
  open: () => ({ isOpen: true }),
  mine: (authorId) => ({ authorId }),
  all: () => ({}),
};

const MOST = 20;
