/** A target with what its card shows. */
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import * as grants from '../../store/grants.ts';
import * as pauses from '../../store/pauses.ts';
import type { App } from '../app.ts';
import { WARNED_AHEAD } from '../grant-keeper.ts';

export interface TargetView {
  target: string;
  /** "Acme on Bluesky". */
  title: string;
  /** Undefined: it lets us in, as far as we know. */
  pause: pauses.StoredPause | undefined;
  /** How many posts are to go out there. */
  waitingPosts: number;
  /** Undefined: nobody has connected it, or nobody has to. */
  grant: grants.StoredGrant | undefined;
  /** When its grant ends, where that is near. */
  endsSoon: Date | undefined;
}

/** Throws a `Refusal` when the team file has no such target. */
export async function viewTarget(app: App, target: string): Promise<TargetView> {
  const account = app.accounts.get(target);
  if (!account) throw unknownTarget(target);
  const [pause, waitingPosts, grant] = await Promise.all([
    pauses.current(app.database, target),
    pauses.waitingPosts(app.database, target),
    grants.forTarget(app.database, target),
  ]);
  const endsAt = grant?.endsAt ?? undefined;
  const isNear = endsAt !== undefined && endsAt.getTime() - WARNED_AHEAD <= app.clock.now();
  const endsSoon = isNear ? endsAt : undefined;
  return { target, title: account.title, pause, waitingPosts, grant, endsSoon };
}

function unknownTarget(target: string) {
  return refuse(
    'target.unknown',
    'target',
    t('The team file has no target "{target}".', { target }),
    t('/accounts shows which there are.'),
  );
}
