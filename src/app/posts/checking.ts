/** What every target says to a content: its count by its own rule, and its findings. */

import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Limits, type Message, NetworkError } from '../../networks/network.ts';
import { preflight } from '../../networks/preflight.ts';
import type { Content } from '../../posts/content.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { messageFor } from './message.ts';

export interface Check {
  target: string;
  title: string;
  counts: { unit: string; count: number; most: number }[];
  findings: Finding[];
}

export async function check(app: App, content: Content): Promise<Check[]> {
  return Promise.all(content.targets.map((target) => checkTarget(app, content, target)));
}

async function checkTarget(app: App, content: Content, target: string): Promise<Check> {
  const account = app.accounts.get(target);
  if (!account) return { target, title: target, counts: [], findings: [gone(target)] };
  try {
    const [limits, message] = await Promise.all([
      account.connection.limits(),
      messageFor(app.database, content, target),
    ]);
    return {
      target,
      title: account.title,
      counts: countsOf(limits, message),
      findings: findingsOf(account, limits, message),
    };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { target, title: account.title, counts: [], findings: [unchecked(account, error)] };
  }
}

function countsOf(limits: Limits, message: Message): Check['counts'] {
  return limits.text.map(({ unit, most, count }) => ({ unit, most, count: count(message.text) }));
}

function findingsOf({ network, connection, title }: Account, limits: Limits, message: Message): Finding[] {
  const named = { name: network.name, title };
  return [...preflight(named, limits, message), ...(connection.preflight?.(message) ?? [])];
}

function gone(target: string): Finding {
  return {
    id: 'post.to.unknown',
    level: 'error',
    field: 'to',
    message: t('The team file has no target "{target}" any more.', { target }),
    remedy: t('Take it out, or put it back into the team file.'),
  };
}

/** The network is down: its limits are checked again before it is sent. */
function unchecked({ network, title }: Account, error: NetworkError): Finding {
  return {
    id: `${network.name}.unchecked`,
    level: error.reason === 'refused' ? 'error' : 'warning',
    field: 'to',
    message: t('{title} could not be asked for its limits: {reason}', { title, reason: error.message }),
    remedy: error.remedy || t('It is checked again when it is sent.'),
  };
}
