/** Sums over what each account's posts got, at an equal age. */
import { t } from '../kit/t.ts';
import type { AccountReactions, Facts } from './facts.ts';
import { counted, type Figure, missing } from './figure.ts';

/** `counts`: the names of what is added up, as the networks' figures call them. */
export function reactionsOf({ reactions }: Facts, counts: readonly string[]): Figure {
  return summed(reactions.accounts, counts);
}

export function reactionsByAccount({ reactions }: Facts, counts: readonly string[]) {
  return reactions.accounts.map((account) => ({ name: account.target, figure: summed([account], counts) }));
}

function summed(accounts: readonly AccountReactions[], counts: readonly string[]): Figure {
  const posts = accounts.reduce((sum, one) => sum + one.posts, 0);
  if (posts === 0) return missing(t('no post reached that age'));
  const telling = accounts.filter((one) => counts.some((name) => Object.hasOwn(one.counts, name)));
  // A network that does not count it is no gap in the measuring.
  if (telling.length === 0)
    return missing(
      accounts.some(({ measured }) => measured > 0)
        ? t('no network of these tells it')
        : t('no post could be read at that age'),
    );
  const numerator = telling.reduce(
    (sum, one) => sum + counts.reduce((all, name) => all + (one.counts[name]?.total ?? 0), 0),
    0,
  );
  const measured = telling.reduce((sum, one) => sum + one.measured, 0);
  const of = accounts.reduce((sum, one) => sum + (isSilent(one, telling) ? 0 : one.posts), 0);
  return counted(numerator, { sample: measured, coverage: { measured, of } });
}

/** It was read, and its network tells nothing of this. */
function isSilent(account: AccountReactions, telling: readonly AccountReactions[]): boolean {
  return account.measured > 0 && !telling.includes(account);
}
