/** One brand's campaign does not go out on another brand's account. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { campaignNamed } from '../../campaign.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'right-account', topic: 'belonging', find: rightAccount };

function rightAccount({ content, target, team }: Candidate): Finding[] {
  const campaign = content.campaign === null ? undefined : campaignNamed(team.campaigns, content.campaign);
  if (!campaign || campaign.tags.length === 0 || target.tags.length === 0) return [];
  if (campaign.tags.some((tag) => target.tags.includes(tag))) return [];
  const values = {
    campaign: campaign.title,
    for: campaign.tags.join(', '),
    title: target.title,
    is: target.tags.join(', '),
  };
  return [
    {
      id: 'post.to.wrong_account',
      level: 'error',
      field: 'to',
      message: t('Campaign {campaign} is for {for}; {title} is {is}.', values),
      remedy: t('Leave {title} out, or choose another campaign.', values),
    },
  ];
}
