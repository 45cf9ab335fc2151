/** What every target says to a content: its count by its own rule, and its findings. */
import type { Finding } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { fieldFindings } from '../../../networks/field-findings.ts';
import { type Limits, type Message, NetworkError, warningOf } from '../../../networks/network.ts';
import { preflight } from '../../../networks/preflight.ts';
import { type Content, textFor } from '../../../posts/content.ts';
import type { Check } from '../../../posts/preflight/check.ts';
import type { Candidate } from '../../../posts/preflight/rule.ts';
import type { Account } from '../../accounts.ts';
import type { App } from '../../app.ts';
import { viewOriginal } from '../corrections/original.ts';
import { staysBehind } from '../corrections/reading-correction.ts';
import { offeredTo } from '../fields/choices.ts';
import { within } from '../patience.ts';
import { type Gathered, gather, type Occasion, outgoingFor, quotasOf } from './facts.ts';
import { messagesFor } from './message.ts';
import { priceOf, spendingFor } from './pricing.ts';

export async function check(app: App, content: Content, occasion: Occasion): Promise<Check[]> {
  const gathered = await gather(app, content, occasion);
  const checks = await Promise.all(
    content.targets.map((target) => checkTarget(app, content, target, occasion, gathered)),
  );
  return content.corrects === undefined ? checks : withStayingBehind(app, content, content.corrects, checks);
}

/** Told once, with the first of those that do change. */
async function withStayingBehind(
  app: App,
  content: Content,
  corrects: number,
  checks: Check[],
): Promise<Check[]> {
  const findings = staysBehind(await viewOriginal(app, app.database, corrects), content);
  return checks.map((one, index) =>
    index === 0 ? { ...one, findings: [...one.findings, ...findings] } : one,
  );
}

/** `given`: the messages, where the caller has them already. */
export async function checkTarget(
  app: App,
  content: Content,
  target: string,
  occasion: Occasion,
  gathered: Gathered,
  given?: Message[],
): Promise<Check> {
  const account = app.accounts.get(target);
  if (!account) return { target, title: target, counts: [], findings: [gone(target)] };
  const [asked, filled] = await Promise.all([
    askNetwork(app, account, content, occasion, given),
    byFields(app, account, content, occasion),
  ]);
  const ruled = await byRules(app, content, account, occasion, gathered, asked.limits);
  const { costs } = account.connection;
  const price = costs && content.corrects === undefined ? await priceOf(costs, content, target) : undefined;
  const findings = [...asked.findings, ...filled, ...ruled];
  return { target, title: account.title, counts: asked.counts, ...(price && { price }), findings };
}

/** An edit changes no field, and an answer has none. */
async function byFields(
  app: App,
  account: Account,
  content: Content,
  { patience }: Occasion,
): Promise<Finding[]> {
  const { network, target, title } = account;
  if (!network.fields || content.corrects !== undefined || content.answers) return [];
  const uses = content.fields?.[target] ?? {};
  const offered = await offeredTo(app, account, uses, patience);
  return fieldFindings({ name: network.name, title }, network.fields.all, uses, offered);
}

interface Asked extends Pick<Check, 'counts' | 'findings'> {
  limits?: Limits;
}

async function askNetwork(
  app: App,
  account: Account,
  content: Content,
  { patience }: Occasion,
  given?: Message[],
): Promise<Asked> {
  try {
    const [limits, messages] = await Promise.all([
      within(patience, account.connection.limits()),
      given ?? messagesFor(app, content, account.target, account.network.fields?.all ?? []),
    ]);
    if (!limits) return { counts: [], findings: [] };
    const editing = content.corrects !== undefined;
    const asked = editing ? [] : await byPlace(app, account, messages[0], patience);
    return {
      limits,
      counts: countsOf(limits, messages),
      findings: [...byLimits(account, limits, messages, editing), ...asked],
    };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { counts: [], findings: [unchecked(account, error)] };
  }
}

/** What the place asks of posts, where it can be asked now; else the network itself has the last word. */
async function byPlace(
  { log }: App,
  { connection, target }: Account,
  message: Message | undefined,
  patience: number | undefined,
): Promise<Finding[]> {
  if (!connection.requirements || !message) return [];
  try {
    return (await within(patience, connection.requirements(message))) ?? [];
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.info({ err: error, target }, 'what the place of a post asks for could not be read');
    return [];
  }
}

/** Of the longest part. */
function countsOf(limits: Limits, messages: Message[]): Check['counts'] {
  return limits.text.map(({ unit, most, count }) => {
    const counted = messages.map((message) => count(message.text, warningOf(message)));
    return { unit, most, count: Math.max(...counted) };
  });
}

function byLimits(account: Account, limits: Limits, messages: Message[], editing: boolean): Finding[] {
  const { network } = account;
  if (messages.length > 1 && !network.threads) return [noThreads(account, messages.length)];
  if (messages[0]?.answers && !network.answers) return [noAnswers(account)];
  return messages.flatMap((message, index) => {
    const found = inMessage(account, limits, message, editing);
    return messages.length === 1 ? found : found.map((finding) => inPart(index + 1, finding));
  });
}

function inMessage(
  { network, connection, title }: Account,
  limits: Limits,
  message: Message,
  editing: boolean,
): Finding[] {
  const found = preflight({ name: network.name, title, presents: network.presents }, limits, message);
  // What nobody has told yet stops nobody: the network itself has the last word.
  const certain = limits.assumed ? found.map((one): Finding => ({ ...one, level: 'warning' })) : found;
  return [...certain, ...(connection.preflight?.(message, editing) ?? [])];
}

function inPart(part: number, finding: Finding): Finding {
  return { ...finding, message: t('Part {part}: {message}', { part, message: finding.message }) };
}

function noAnswers({ network, title }: Account): Finding {
  return {
    id: `${network.name}.answers.unsupported`,
    level: 'error',
    field: 'to',
    message: t('{title} cannot answer what others write.', { title }),
    remedy: t('Answer there by hand, and dismiss it here.'),
  };
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

async function byRules(
  app: App,
  content: Content,
  account: Account,
  occasion: Occasion,
  { earlier, links }: Gathered,
  limits: Limits | undefined,
): Promise<Finding[]> {
  const { target, title, network } = account;
  // An edit is no post more.
  const quotas = content.corrects === undefined ? quotasOf(app, target, limits) : [];
  const candidate: Candidate = {
    content,
    target: { name: target, title, network: network.name, tags: app.team.targets[target]?.tags ?? [] },
    text: textFor(content, target),
    at: occasion.at,
    team: app.team,
    earlier: earlier.get(target) ?? [],
    quotas,
    others: await outgoingFor(app, target, quotas, occasion),
    spending: content.corrects === undefined ? await spendingFor(app, account, content, occasion) : undefined,
    links,
  };
  return app.preflightRules.flatMap((rule) => rule.find(candidate));
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
