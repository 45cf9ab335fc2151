/** The form of a target's own fields: what it draws, what stands in it, and what was filled into it. */
import { type Option, type Options, type RawValues, textOf } from '../../../chat/option.ts';
import { refuse } from '../../../kit/finding.ts';
import { cut, writable } from '../../../kit/storable.ts';
import { t } from '../../../kit/t.ts';
import { NetworkError } from '../../../networks/network.ts';
import {
  choiceFor,
  type Field,
  type FieldUses,
  type FieldWords,
  NO,
  NONE,
  YES,
} from '../../../posts/fields.ts';
import type { PostInput } from '../../../posts/input.ts';
import type { Account } from '../../accounts.ts';
import type { App } from '../../app.ts';
import { type Choices, choicesOf } from '../fields/choices.ts';
import { fieldsOf, saidFor } from '../fields/filling.ts';
import { within } from '../patience.ts';
import { withFields } from './form.ts';

export interface FieldForm {
  options: Options;
  values: RawValues;
}

/** Throws a `Refusal` where the target is gone, or has no fields. */
export async function fieldForm(app: App, input: PostInput, target: string): Promise<FieldForm> {
  const account = fillable(app, target);
  const options: Options = {};
  const values: RawValues = {};
  const uses: FieldUses = {};
  const until = app.clock.now() + PATIENCE;
  for (const field of fieldsOf(account)) {
    const words = saidFor(app, account, field, input.fields);
    const offered = field.kind === 'choice' ? await offeredBy(app, account, field, uses, until) : undefined;
    const chosen = offered && choiceFor(offered.choices, words);
    if (words !== '') uses[field.key] = chosen ?? { value: words };
    options[field.key] = optionOf(app, account, field, offered);
    const isSelect = options[field.key]?.kind === 'choice';
    values[field.key] = chosen ? (isSelect ? chosen.value : chosen.label) : words;
  }
  return { options, values };
}

/** What was filled in; an emptied field stands for nothing there, whatever the account has. */
export function givenFields(target: string, values: RawValues): (before: PostInput) => PostInput {
  const words: FieldWords = Object.fromEntries(
    Object.keys(values).map((key) => [key, writable(textOf(values, key))]),
  );
  return (before) => ({ ...before, fields: withFields(before.fields, { [target]: words }) });
}

function fillable(app: App, target: string): Account {
  const account = app.accounts.get(target);
  if (account && fieldsOf(account).length > 0) return account;
  throw refuse(
    'post.fields.none',
    'to',
    t('The team file has no target "{target}" with fields any more.', { target }),
    t('Press Edit, and send the post elsewhere.'),
  );
}

/** Undefined: the network does not say in time, and the choice is typed. */
async function offeredBy(
  app: App,
  account: Account,
  { key }: Field,
  uses: FieldUses,
  until: number,
): Promise<Choices | undefined> {
  try {
    return await within(Math.max(0, until - app.clock.now()), choicesOf(app, account, key, uses, KEPT));
  } catch (error) {
    if (error instanceof NetworkError) return undefined;
    throw error;
  }
}

function optionOf(app: App, account: Account, field: Field, offered: Choices | undefined): Option {
  const { label, summary, required = false, most } = field;
  const common = { label, summary, required };
  switch (field.kind) {
    case 'text':
      // A draft may be longer for now; what is too long is told when it is sent.
      return { ...common, kind: 'text', ...(most !== undefined && { maxLength: Math.max(most, LONGEST) }) };
    case 'switch':
      return { ...common, kind: 'choice', choices: [choice(YES, t('Yes')), choice(NO, t('No'))] };
    case 'choice':
      return choiceOption(app, account, common, offered);
  }
}

function choiceOption(
  { clock }: App,
  { network: { title } }: Account,
  common: Pick<Option, 'label' | 'summary' | 'required'>,
  offered: Choices | undefined,
): Option {
  const { summary, required } = common;
  if (!offered)
    return {
      ...common,
      kind: 'text',
      summary: within100(t('{title} does not answer: write its name. {summary}', { title, summary })),
    };
  const { choices, at } = offered;
  const minutes = Math.floor((clock.now() - at) / 60_000);
  const aged =
    minutes > 0 ? t('{summary} (as {title} had it {minutes} min ago)', { summary, title, minutes }) : summary;
  const all = [...(required ? [] : [choice(NONE, t('None'))]), ...choices];
  const isOffered = choices.length > 0 && all.length <= MOST_CHOICES;
  if (isOffered) return { ...common, kind: 'choice', summary: within100(aged), choices: all };
  const names = choices.map(({ label }) => label).join(', ');
  const words =
    choices.length === 0 ? t('{title} has none.', { title }) : t('Its name; one of: {names}', { names });
  return { ...common, kind: 'text', summary: within100(words) };
}

function choice(value: string, label: string) {
  return { value, label };
}

function within100(words: string): string {
  return words.length <= 100 ? words : `${cut(words, 99)}…`;
}

/** Ms: both chats want a form within three seconds of the press. */
const PATIENCE = 1_200;
/** Ms that choices may be old while somebody fills in a form. */
const KEPT = 5 * 60_000;
/** Both chats'. */
const MOST_CHOICES = 25;
const LONGEST = 400;
