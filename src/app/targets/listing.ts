/** All targets, in a line each. */
import { t } from '../../kit/t.ts';
import * as freezes from '../../store/freezes.ts';
import * as pauses from '../../store/pauses.ts';
import type { App } from '../app.ts';

export interface ListedTarget {
  target: string;
  title: string;
  /** In words: `open`, or what keeps posts from it. */
  state: string;
  paused: boolean;
}

export async function listTargets(app: App): Promise<ListedTarget[]> {
  const [open, paused] = await Promise.all([freezes.opened(app.database), pauses.all(app.database)]);
  return Object.keys(app.team.targets).map((target) => {
    const problem = paused.find((one) => one.target === target)?.problem;
    const frozen = open.some(({ targets }) => targets === null || targets.includes(target));
    const states = [
      ...(problem ? [t('lets nobody in. {message} {remedy}', { ...problem })] : []),
      ...(frozen ? [t('frozen')] : []),
    ];
    const title = app.accounts.titleOf(target);
    return { target, title, state: states.join('; ') || t('open'), paused: problem !== undefined };
  });
}
