/** A campaign that the team file lists, where it lists any. */
import type { Finding } from '../../../kit/finding.ts';
import { nearest } from '../../../kit/nearest.ts';
import { t } from '../../../kit/t.ts';
import { campaignNamed } from '../../campaign.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'known-campaign', topic: 'belonging', find: knownCampaign };

function knownCampaign({ content, team }: Candidate): Finding[] {
  const { campaign } = content;
  const names = Object.keys(team.campaigns);
  if (campaign === null || names.length === 0 || campaignNamed(team.campaigns, campaign)) return [];
  const near = nearest(campaign, names);
  return [
    {
      id: 'post.campaign.unknown',
      level: 'error',
      field: 'campaign',
      message: t('The team has no campaign "{campaign}".', { campaign }),
      remedy:
        near === undefined
          ? t('There are: {names}. /post edit changes it.', { names: names.join(', ') })
          : t('Did you mean {near}? /post edit with campaign:{near} changes it.', { near }),
    },
  ];
}
