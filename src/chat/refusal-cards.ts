/** What a person reads who could not have what they wanted: why, what helps, and the words that they typed. */
import type { Finding } from '../kit/finding.ts';
import { correlationId } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import type { Person } from '../people/person.ts';
import type { Permission } from '../people/role.ts';
import { type Block, type Card, card, list, quote } from './card.ts';
import type { ChatError } from './chat.ts';
import type { RawValues } from './option.ts';

/** What was wrong, each with its remedy, and the longer texts that were typed. */
export function refusalCard(findings: Finding[], values: RawValues = {}): Card {
  const lines = findings.map((finding) => `${finding.field}: ${finding.message} ${finding.remedy}`);
  return card(t('Not done yet'), { tone: 'warning', blocks: [list(lines), ...typedWords(values)] });
}

/** From this length on a text is not typed again with pleasure. */
const WORTH_KEEPING = 20;

/** Both chats forget what was typed as soon as it is sent. */
function typedWords(values: RawValues): Block[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim().length >= WORTH_KEEPING
      ? [quote(value, t('You typed, {name}', { name }))]
      : [],
  );
}

/** A button or a command of an earlier version. */
export function unknownThing(name: string): Card {
  return card(t('Unknown here'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: t('There is no {name} any more. /help lists what there is.', { name }) }],
  });
}

/** They lack the role. */
export function notAllowed(person: Person, needed: Permission, values: RawValues): Card {
  const found = person.roles.join(', ') || t('none');
  const why =
    needed === 'member'
      ? t('This is for the team. An admin can list you in the team file, or give you a role there.')
      : t('This needs the role {needed}; you have {found}. An admin can give it in the team file.', {
          needed,
          found,
        });
  return card(t('Not yours to do'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}

/** More than anybody does by hand. */
export function tooOften(values: RawValues): Card {
  const why = t(
    'That came more often than once a second, for a minute. Nothing was done. Wait a moment, then go on.',
  );
  return card(t('Too often'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}

/** The bot died amid it, so that nobody knows how far it came. */
export function interruptedCard(values: RawValues): Card {
  const why = t(
    'The bot was stopped while it worked on what you sent. It may have been done: look before you send it again.',
  );
  return card(t('It was interrupted'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}

/** The bot died before the chat had its acknowledgement: most often the chat told the person so, who asked again. */
export function notTakenCard(values: RawValues): Card {
  const why = t(
    'The bot was stopped before it had taken what you sent. Nothing was done with it: send it again, unless you did already.',
  );
  return card(t('It was not taken'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}

/** The bot died before it began, and was away for too long to go on. */
export function missedCard(values: RawValues): Card {
  const why = t(
    'The bot was stopped right after you sent something, and was away for too long to do it unasked. Nothing was done: send it again.',
  );
  return card(t('It was not done'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: why }, ...typedWords(values)],
  });
}

/** The chat did not tell who they are, so that nobody knows what they may do. */
export function unrecognised(error: ChatError, values: RawValues): Card {
  const passes = error.reason === 'rate_limited' || error.reason === 'unreachable';
  const remedy = passes
    ? t('Try again in a moment.')
    : t('Tell your operator: `bellwether doctor` looks at what is missing.');
  const why = t('What you may do is asked of the chat each time, and that failed. Nothing was changed.');
  return card(t('That did not work'), {
    tone: 'warning',
    blocks: [{ kind: 'text', text: `${why} ${error.message} ${remedy}` }, ...typedWords(values)],
  });
}

/** Our fault: the operator finds it in the log by its id. */
export function failedCard(values: RawValues): Card {
  return card(t('That did not work'), {
    tone: 'bad',
    blocks: [
      {
        kind: 'text',
        text: t(
          'Something failed on our side; nothing was changed. Try again. If it fails again, tell your operator: {id}',
          {
            id: correlationId() ?? '',
          },
        ),
      },
      ...typedWords(values),
    ],
  });
}
