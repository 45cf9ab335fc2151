/** What every network checks of its own fields before anything is sent: what is missing, too long, or not offered. */
import type { Finding } from '../kit/finding.ts';
import { nearest } from '../kit/nearest.ts';
import { t } from '../kit/t.ts';
import {
  alike,
  choiceFor,
  type Field,
  type FieldChoice,
  type FieldUse,
  type FieldUses,
  NO,
  YES,
} from '../posts/fields.ts';
import type { Network, NetworkError } from './network.ts';

type Named = Pick<Network, 'name' | 'title'>;

/** By key: what the network offers, or why it could not be asked. What is absent was not waited for. */
export type Offered = ReadonlyMap<string, FieldChoice[] | NetworkError>;

export function fieldFindings(
  network: Named,
  fields: readonly Field[],
  uses: FieldUses,
  offered: Offered,
): Finding[] {
  return fields.flatMap((field) => {
    const use = uses[field.key];
    if (!use) return field.required ? [missing(network, field)] : [];
    if (field.kind === 'text') return checkLength(network, field, use);
    if (field.kind === 'choice') return checkChoice(network, field, use, offered.get(field.key));
    return [YES, NO].includes(use.value) ? [] : [noSwitch(network, field, use)];
  });
}

function checkLength(network: Named, { key, most }: Field, { value }: FieldUse): Finding[] {
  const found = [...value].length;
  if (most === undefined || found <= most) return [];
  return [
    {
      ...{ id: `${network.name}.${key}.max_characters`, level: 'error', field: key },
      message: t('{network} takes {most} characters for {key}; there are {found}.', {
        network: network.title,
        ...{ key, most, found },
      }),
      remedy: t('Shorten it by {over}.', { over: found - most }),
    },
  ];
}

function checkChoice(
  network: Named,
  field: Field,
  use: FieldUse,
  offered: FieldChoice[] | NetworkError | undefined,
): Finding[] {
  if (offered === undefined) return [];
  if (!Array.isArray(offered)) return [unchecked(network, field, use, offered)];
  const chosen = offered.find(({ value }) => value === use.value);
  if (!chosen) return [notOffered(network, field, use, offered)];
  return use.label === undefined || chosen.label === use.label
    ? []
    : [renamed(network, field, use.label, chosen)];
}

function missing(network: Named, { key, kind }: Field): Finding {
  const { title } = network;
  return {
    ...{ id: `${network.name}.${key}.missing`, level: 'error', field: key },
    message: t(
      '{title} needs the field {key}; nothing is {kind, select, choice {chosen} other {filled in}}.',
      {
        ...{ title, key, kind },
      },
    ),
    remedy: t('Press "Fields: …" on the card of the post, or give fields:"{key}=…".', { key }),
  };
}

function noSwitch(network: Named, { key }: Field, { value }: FieldUse): Finding {
  return {
    ...{ id: `${network.name}.${key}.unreadable`, level: 'error', field: key },
    message: t('"{found}" is neither yes nor no.', { found: value }),
    remedy: t('Write yes or no.'),
  };
}

function notOffered(network: Named, { key }: Field, use: FieldUse, offered: FieldChoice[]): Finding {
  const { title } = network;
  const found = use.label ?? use.value;
  const namesakes = offered.filter(({ label }) => alike(label) === alike(found));
  const finding = { level: 'error' as const, field: key, about: found };
  if (use.label === undefined && namesakes.length > 1 && !choiceFor(offered, found))
    return {
      ...{ ...finding, id: `${network.name}.${key}.ambiguous` },
      message: t('{title} has {count} for {key} that are called "{found}".', {
        ...{ title, key, found, count: namesakes.length },
      }),
      remedy: t('Give the id of the one that is meant: {ids}.', {
        ids: namesakes.map(({ value }) => value).join(', '),
      }),
    };
  return {
    ...{ ...finding, id: `${network.name}.${key}.unknown` },
    message: t('{title} offers no "{found}" for {key}.', { title, found, key }),
    remedy: remedyOf(found, offered, title),
  };
}

function remedyOf(found: string, offered: FieldChoice[], title: string): string {
  const labels = offered.map(({ label }) => label);
  if (labels.length === 0) return t('There is nothing to choose from; make one on {title} first.', { title });
  const meant = nearest(found, labels);
  if (meant !== undefined) return t('Did you mean "{meant}"?', { meant });
  const [shown, more] = [labels.slice(0, MOST_SHOWN), Math.max(0, labels.length - MOST_SHOWN)];
  return t('Choose one of: {shown}{more, plural, =0 {} other { and # more}}.', {
    shown: shown.join(', '),
    more,
  });
}

/** The id is what goes out; those who approved read another name. */
function renamed(network: Named, { key }: Field, label: string, chosen: FieldChoice): Finding {
  const { title } = network;
  return {
    ...{ id: `${network.name}.${key}.renamed`, level: 'warning', field: key, about: chosen.value },
    message: t('On {title} the {key} "{before}" is called "{now}" by now.', {
      ...{ title, key, before: label, now: chosen.label },
    }),
    remedy: t('Look whether it is still the one that is meant.'),
  };
}

/** Without its label, it was never found among the choices: nobody can tell what would go out. */
function unchecked(
  network: Named,
  { key }: Field,
  { label }: FieldUse,
  { message, reason, remedy }: NetworkError,
): Finding {
  const { title } = network;
  const isUnsettled = label === undefined;
  return {
    id: `${network.name}.${key}.unchecked`,
    level: isUnsettled || reason === 'refused' ? 'error' : 'warning',
    field: key,
    message: t('{title} could not be asked what there is for {key}: {reason}', {
      title,
      key,
      reason: message,
    }),
    remedy:
      remedy ||
      (isUnsettled
        ? t('Send the post for review again when {title} answers.', { title })
        : t('It is checked again when it is sent.')),
  };
}

const MOST_SHOWN = 10;
