/** Links that lead where readers can follow. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { fieldTexts } from '../../fields.ts';
import { type LinkState, linksIn } from '../../links.ts';
import type { Candidate, PreflightRule } from '../rule.ts';

export const rule: PreflightRule = { name: 'working-links', topic: 'links', find: workingLinks };

function workingLinks({ content, target, text, links: asked }: Candidate): Finding[] {
  const places = [text, ...fieldTexts(content, target.name).map((one) => one.text)];
  return [...new Set(places.flatMap(linksIn))].flatMap((link) => {
    const found = asked.get(link);
    return !found || found.state === 'fine' ? [] : [TOLD[found.state](link, found.reason)];
  });
}

const TOLD: Record<Exclude<LinkState['state'], 'fine'>, (link: string, reason: string) => Finding> = {
  broken: (link, reason) => ({
    id: 'post.link.broken',
    level: 'warning',
    field: 'text',
    about: link,
    message: t('{link} leads nowhere: {reason}.', { link, reason }),
    remedy: t('Correct the link, or have it approved as it is.'),
  }),
  private: (link, reason) => ({
    id: 'post.link.private',
    level: 'error',
    field: 'text',
    about: link,
    message: t('{link} cannot be opened by readers: {reason}.', { link, reason }),
    remedy: t('Use the public address.'),
  }),
  unsure: (link, reason) => ({
    id: 'post.link.unsure',
    level: 'warning',
    field: 'text',
    about: link,
    message: t('{link} may be out of order: {reason}.', { link, reason }),
    remedy: t('Open it once yourself.'),
  }),
};
