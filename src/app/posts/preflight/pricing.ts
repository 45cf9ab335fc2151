/** What a post costs at a target whose network charges, and what the others of that month do. */
import type { Costs, Price } from '../../../networks/costs.ts';
import { type Content, textFor } from '../../../posts/content.ts';
import { withoutCover } from '../../../posts/cover.ts';
import { partsOf } from '../../../posts/parts.ts';
import { monthAround, type Spending } from '../../../posts/spending.ts';
import { outgoingContents } from '../../../store/target-deliveries.ts';
import type { Account } from '../../accounts.ts';
import type { App } from '../../app.ts';
import type { Occasion } from './facts.ts';

/** Of all its parts; the first of their reasons. */
export async function priceOf(costs: Costs, content: Content, target: string): Promise<Price> {
  const shown = withoutCover(content);
  const pricing = partsOf(textFor(content, target)).map((text, index) =>
    costs.of({ text, alts: index === 0 ? shown.filter(({ alt }) => alt !== '').length : 0 }),
  );
  const prices = await Promise.all(pricing);
  return {
    mills: prices.reduce((sum, { mills }) => sum + mills, 0),
    why: prices.find(({ why }) => why !== '')?.why ?? '',
  };
}

/** Undefined: there is no cap. */
export async function spendingFor(
  { database, team }: Pick<App, 'database' | 'team'>,
  { connection: { costs }, target }: Account,
  content: Content,
  { postId, at, place }: Occasion,
): Promise<Spending | undefined> {
  if (costs?.most === undefined) return undefined;
  const month = monthAround(at, team.timeZone);
  const others = await outgoingContents(database, { target, ...month, besides: postId, aheadOf: place });
  const [own, ...rest] = await Promise.all(
    [content, ...others].map(async (one) => (await priceOf(costs, one, target)).mills),
  );
  return { most: costs.most, used: rest.reduce((sum, mills) => sum + mills, 0), own: own ?? 0 };
}
