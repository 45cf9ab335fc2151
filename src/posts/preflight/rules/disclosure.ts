/** What is paid for says so, wherever it goes. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { campaignNamed } from '../../campaign.ts';
import { findWords, foldText } from '../../wording.ts';
import { type Candidate, isOwnText, type PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'disclosure', topic: 'belonging', find: disclosure };

function disclosure(candidate: Candidate): Finding[] {
  const { content, target, team, text } = candidate;
  const campaign = content.campaign === null ? undefined : campaignNamed(team.campaigns, content.campaign);
  if (!campaign?.sponsored) return [];
  const within = foldText(text);
  if (campaign.disclosure.some((words) => findWords(within, words))) return [];
  const values = {
    campaign: campaign.title,
    title: target.title,
    words: campaign.disclosure.map((words) => `"${words}"`).join(', '),
  };
  return [
    {
      id: 'post.campaign.disclosure',
      level: 'error',
      field: 'text',
      message: isOwnText(candidate)
        ? t('{campaign} is sponsored, and the text for {title} does not say so.', values)
        : t('{campaign} is sponsored, and the text does not say so.', values),
      remedy: t('Add one of: {words}.', values),
    },
  ];
}
