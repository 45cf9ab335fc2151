/**
 * Settles what stands in the networks' own fields of a post at each of its targets: what its author typed, before what the
 * account has. A choice becomes the network's id with its label; what is not offered stays as it was typed, and the
 * check tells it.
 */
import { type Finding, Refusal } from '../../../kit/finding.ts';
import { NetworkError } from '../../../networks/network.ts';
import type { Content } from '../../../posts/content.ts';
import {
  choiceFor,
  type Field,
  type FieldUse,
  type FieldUses,
  NO,
  NONE,
  unknownFields,
  wordsFor,
  YES,
} from '../../../posts/fields.ts';
import type { PostInput } from '../../../posts/input.ts';
import { readTargets } from '../../../posts/targets.ts';
import type { Account } from '../../accounts.ts';
import type { App } from '../../app.ts';
import { within } from '../patience.ts';
import { choicesOf } from './choices.ts';

/** `patience`: ms that a network may take to tell its choices. */
export async function fill(
  app: App,
  content: Content,
  { fields }: Pick<PostInput, 'fields'>,
  patience?: number,
): Promise<{ content: Content; findings: Finding[] }> {
  if (content.answers) return { content, findings: [] };
  const accounts = content.targets.map((target) => [target, app.accounts.get(target)] as const);
  const declared = accounts.map(([target, account]) => [target, fieldsOf(account)] as const);
  const findings = unknownFields(
    fields,
    new Map(declared.map(([target, all]) => [target, all.map(({ key }) => key)])),
  );
  const filled = await Promise.all(
    accounts.map(
      async ([target, account]) =>
        [target, account ? await fillTarget(app, account, fields, patience) : {}] as const,
    ),
  );
  const uses = filled.filter(([, one]) => Object.keys(one).length > 0);
  if (uses.length === 0) return { content, findings };
  return { content: { ...content, fields: Object.fromEntries(uses) }, findings };
}

export function fieldsOf(account: Account | undefined): readonly Field[] {
  return account?.network.fields?.all ?? [];
}

/** A target that has fields. */
export interface Fillable {
  target: string;
  title: string;
}

/** Of a post's targets those that have fields; of a draft as far as they can be read. */
export function fillableIn(app: App, content: Content | undefined, input: Pick<PostInput, 'to'>): Fillable[] {
  return (content?.targets ?? namedIn(app, input.to)).flatMap((target) => {
    const account = app.accounts.get(target);
    return account && fieldsOf(account).length > 0 ? [{ target, title: account.title }] : [];
  });
}

function namedIn({ team }: App, to: string): string[] {
  try {
    return readTargets(to, { targets: Object.keys(team.targets), groups: team.groups }, 'to');
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

async function fillTarget(
  app: App,
  account: Account,
  given: PostInput['fields'],
  patience: number | undefined,
): Promise<FieldUses> {
  const uses: FieldUses = {};
  // One after the other: what there is to choose from may depend on what was chosen before.
  for (const field of fieldsOf(account)) {
    const words = saidFor(app, account, field, given);
    if (words !== '') uses[field.key] = await settledUse(app, account, field, words, uses, patience);
  }
  return uses;
}

/** What stands in a field before it is read; empty: nothing. */
export function saidFor(app: App, account: Account, { key }: Field, given: PostInput['fields']): string {
  const { network, target } = account;
  const words = (wordsFor(given, target, key) ?? defaultsOf(app, network, target)[key] ?? '').trim();
  return words.toLowerCase() === NONE ? '' : words;
}

function defaultsOf(app: App, network: Account['network'], target: string): Record<string, string> {
  const account = app.team.targets[target]?.account;
  return account === undefined ? {} : (network.fields?.defaults(account) ?? {});
}

async function settledUse(
  app: App,
  account: Account,
  { key, kind }: Field,
  words: string,
  uses: FieldUses,
  patience: number | undefined,
): Promise<FieldUse> {
  if (kind === 'text') return { value: words };
  if (kind === 'switch') return { value: SWITCHES[words.toLowerCase()] ?? words };
  try {
    const offered = await within(patience, choicesOf(app, account, key, uses, FRESH));
    const chosen = choiceFor(offered?.choices ?? [], words);
    return chosen ?? { value: words };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { value: words };
  }
}

const SWITCHES: Record<string, string | undefined> = Object.assign(Object.create(null), {
  ...{ yes: YES, true: YES, on: YES, 1: YES },
  ...{ no: NO, false: NO, off: NO, 0: NO },
});
/** Ms. */
const FRESH = 15_000;
