/** Ends freezes. What fell due meanwhile is reviewed: it goes out, moves or is dropped by a person's word alone. */
import { distinct, type Finding, Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import { overlaps, readScope } from '../../posts/freeze.ts';
import * as audit from '../../store/audit.ts';
import * as freezes from '../../store/freezes.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { publishNow } from '../deliveries/releasing.ts';
import { cancelPost } from '../posts/cancelling.ts';
import { refreshReviews } from './reviewing.ts';
import { type FreezeView, viewFreeze } from './viewing.ts';

/** Lifts every open freeze that touches the scope. Throws a `Refusal` when there is none. */
export async function resumeScope(
  app: App,
  actor: Actor,
  scope: string,
  reason: string,
): Promise<FreezeView[]> {
  const { targets } = readScope(scope, { targets: Object.keys(app.team.targets), groups: app.team.groups });
  const open = await freezes.opened(app.database);
  const touched = open.filter((one) => overlaps(one.targets, targets));
  if (touched.length === 0) throw nothingFrozen(open);
  return resume(
    app,
    actor,
    touched.map((one) => one.id),
    reason,
  );
}

/** Those that somebody else has lifted already are shown as they stand. */
export async function resume(app: App, actor: Actor, ids: number[], reason: string): Promise<FreezeView[]> {
  await app.database.transaction(async (transaction) => {
    const by = { personId: actor.person.id, at: new Date(app.clock.now()) };
    const lifted = await freezes.lift(transaction, ids, by);
    const entries = lifted.map(({ id, scope }) => ({
      ...entryBy(actor, 'freeze.lifted', app.clock),
      details: { freeze: id, scope, reason: reason.trim() || undefined },
    }));
    await audit.append(transaction, ...entries);
  });
  await refreshReviews(app);
  return Promise.all(ids.map((id) => viewFreeze(app, id)));
}

/** All that fell due during this freeze goes out now. What cannot stays in the review. */
export async function publishAll(app: App, actor: Actor, freezeId: number): Promise<void> {
  const { held } = await viewFreeze(app, freezeId);
  const refused: Finding[] = [];
  for (const { postId, revision } of held) {
    await publishNow(app, actor, postId, revision).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      refused.push(...error.findings);
    });
  }
  if (refused.length > 0) throw new Refusal(distinct(refused));
}

/** None of it goes out. */
export async function dropAll(app: App, actor: Actor, freezeId: number): Promise<void> {
  const { held } = await viewFreeze(app, freezeId);
  for (const { postId, revision } of held) await cancelPost(app, actor, postId, revision);
}

function nothingFrozen(open: freezes.StoredFreeze[]) {
  const scopes = open.map((one) => one.scope).join('; ');
  return refuse(
    'freeze.none',
    'scope',
    open.length === 0 ? t('Nothing is frozen.') : t('That is not frozen; this is: {scopes}.', { scopes }),
    open.length === 0 ? t('/post list shows what is scheduled.') : t('Name one of them, or leave it empty.'),
  );
}
