/** What a post costs. */
import { t } from '../../kit/t.ts';
import type { Costs } from '../costs.ts';
import type { XAccount } from './account.ts';

export function costsOf({ prices, monthly_cap: cap }: XAccount): Costs {
  return {
    async of({ text, alts }) {
      const { linksIn } = await import('./text.ts');
      const hasLink = linksIn(text).length > 0;
      const amount = mills(hasLink ? prices.post_with_link : prices.post) + alts * mills(prices.alt_text);
      return { mills: amount, why: hasLink ? t('it carries a link') : '' };
    },
    ...(cap !== undefined && { most: mills(cap) }),
  };
}

function mills(dollars: number): number {
  return Math.round(dollars * 1_000);
}
