/** What every target says to a content: its count by its own rule, and its findings. */

import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Limits, type Message, NetworkError } from '../../networks/network.ts';
import { preflight } from '../../networks/preflight.ts';
import type { Content } from '../../posts/content.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { messagesFor } from './message.ts';

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
    const [limits, messages] = await Promise.all([
      account.connection.limits(),
      messagesFor(app.database, content, target),
    ]);
    return {
      target,
      title: account.title,
      counts: countsOf(limits, messages),
      findings: findingsOf(account, limits, messages),
    };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { target, title: account.title, counts: [], findings: [unchecked(account, error)] };
  }
}

/** Of the longest part. */
function countsOf(limits: Limits, messages: Message[]): Check['counts'] {
  return limits.text.map(({ unit, most, count }) => {
    const counted = messages.map(({ text }) => count(text));
    return { unit, most, count: Math.max(...counted) };
  });
}

function findingsOf(account: Account, limits: Limits, messages: Message[]): Finding[] {
  const { network, connection, title } = account;
  if (messages.length > 1 && !network.threads) return [noThreads(account, messages.length)];
  const named = { name: network.name, title };
  return messages.flatMap((message, index) => {
    const found = [...preflight(named, limits, message), ...(connection.preflight?.(message) ?? [])];
    return messages.length === 1 ? found : found.map((finding) => inPart(index + 1, finding));
  });
}

function inPart(part: number, finding: Finding): Finding {
  return { ...finding, message: t('Part {part}: {message}', { part, message: finding.message }) };
}

function noThreads({ network, title }: Account, parts: number): Finding {
  return {
    id: `${network.name}.thread.unsupported`,
    level: 'error',
    field: 'text',
    message: t('{title} takes one post at a time; this text has {parts} parts.', { title, parts }),
    remedy: t('Take out the lines that hold --- alone, or give {title} its own text.', { title }),
  };
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
