/** All targets, in a line each. Each account is asked whether it would take a post now. */
import { t } from '../../kit/t.ts';
import { NetworkError } from '../../networks/network.ts';
import * as freezes from '../../store/freezes.ts';
import * as pauses from '../../store/pauses.ts';
import type { App } from '../app.ts';

export interface ListedTarget {
  target: string;
  title: string;
  /** In words: `open`, or what keeps posts from it. */
  state: string;
  /** It takes no posts at the moment, as far as it can be told. */
  hindered: boolean;
  paused: boolean;
}

export async function listTargets(app: App): Promise<ListedTarget[]> {
  const names = Object.keys(app.team.targets);
  const [open, paused, asked] = await Promise.all([
    freezes.opened(app.database),
    pauses.all(app.database),
    Promise.all(names.map((target) => hindranceAt(app, target))),
  ]);
  return names.map((target, index) => {
    const problem = paused.find((one) => one.target === target)?.problem;
    const hindrance = problem ? undefined : asked[index];
    const frozen = open.some(({ targets }) => targets === null || targets.includes(target));
    const states = [
      ...(problem
        ? [t('refuses the sign-in. {message} {remedy}', { message: problem.message, remedy: problem.remedy })]
        : []),
      ...(hindrance ? [hindrance] : []),
      ...(frozen ? [t('frozen')] : []),
    ];
    const title = app.accounts.titleOf(target);
    return {
      target,
      title,
      state: states.join('; ') || t('open'),
      hindered: hindrance !== undefined,
      paused: problem !== undefined,
    };
  });
}

/** Why a post would not get through now, in words. Undefined: nothing is known that stands in its way. */
async function hindranceAt(app: App, target: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(t('did not answer in time')), PATIENCE);
  });
  const asked = (app.accounts.get(target)?.connection.identify() ?? Promise.resolve()).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof NetworkError)) throw error;
      const { message, remedy } = error;
      return error.reason === 'unauthorized' || error.reason === 'refused'
        ? t('takes no posts. {message} {remedy}', { message, remedy }).trim()
        : t('cannot be asked. {message} {remedy}', { message, remedy }).trim();
    },
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** ms: somebody waits for the list. */
const PATIENCE = 5_000;
