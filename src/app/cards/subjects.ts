/** What lasting cards show, by the kind of their subject. */
import type { Card } from '../../chat/card.ts';
import type { Subject } from '../../store/cards.ts';
import type { App } from '../app.ts';
import { viewFreeze } from '../freezes/viewing.ts';
import { viewPost } from '../posts/viewing.ts';
import { viewTarget } from '../targets/viewing.ts';
import { freezeCard } from './freeze-card.ts';
import { postCard } from './post-card.ts';
import { targetCard } from './target-card.ts';

/** As it stands now, for everybody: times are the team's where a chat does not know the reader's. */
export async function drawSubject(app: App, subject: Subject): Promise<Card> {
  const [kind, id = ''] = subject.split(':', 2) as [keyof typeof DRAWN, string];
  return DRAWN[kind](app, id);
}

const DRAWN = {
  post: async (app: App, id: string) => postCard(await viewPost(app, Number(id)), app.team.timeZone),
  freeze: async (app: App, id: string) => freezeCard(await viewFreeze(app, Number(id))),
  target: async (app: App, id: string) => targetCard(await viewTarget(app, id)),
};
