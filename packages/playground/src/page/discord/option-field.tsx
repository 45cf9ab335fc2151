/** The field of one command option, by its kind. */

import { OPTION_TYPE } from '@bellwether/local-discord/state/command.ts';
import { useEffect, useId, useState } from 'react';
import { type Outcome, type SentFile, toSentFile, type View } from '../api.ts';
import type { KnownCommand } from './snapshot.ts';

export type OptionValue = string | boolean | SentFile;
type Option = KnownCommand['options'][number];

interface OptionFieldProps {
  option: Option;
  value: OptionValue | undefined;
  snapshot: View['discord'];
  onChange(value: OptionValue): void;
  complete(value: string): Promise<Outcome>;
}

export function OptionField(props: OptionFieldProps) {
  const { option } = props;
  const id = useId();
  return (
    <div className="option-field">
      <label htmlFor={id}>{option.name}</label>
      <Control {...props} id={id} />
      <small id={`${id}-help`}>{option.description}</small>
    </div>
  );
}

type ControlProps = OptionFieldProps & { id: string };

function Control(props: ControlProps) {
  const { option, value, onChange, id } = props;
  const common = { id, 'aria-describedby': `${id}-help`, 'aria-required': option.required ?? false };
  if (option.type === OPTION_TYPE.attachment)
    return (
      <input
        {...common}
        type="file"
        onChange={async ({ target }) => {
          const [file] = target.files ?? [];
          if (file) onChange(await toSentFile(file));
        }}
      />
    );
  const choices = choicesOf(props);
  if (choices)
    return (
      <select
        {...common}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="">Choose</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  return <TextControl {...props} {...common} />;
}

function TextControl({ option, value, onChange, complete, id }: ControlProps) {
  const typed = typeof value === 'string' ? value : '';
  const offered = useCompletion(option.autocomplete ?? false, typed, complete);
  return (
    <>
      <input
        id={id}
        type="text"
        inputMode={option.type === OPTION_TYPE.string ? undefined : 'decimal'}
        aria-describedby={`${id}-help`}
        list={option.autocomplete ? `${id}-offered` : undefined}
        value={typed}
        onChange={({ target }) => onChange(target.value)}
      />
      {option.autocomplete && (
        <datalist id={`${id}-offered`}>
          {offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What the bot offers for what is typed so far. */
function useCompletion(wanted: boolean, typed: string, complete: OptionFieldProps['complete']): string[] {
  const [offered, setOffered] = useState<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something is typed, and only then.
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    void complete(typed).then((outcome) => {
      const choices = 'choices' in outcome && Array.isArray(outcome.choices) ? outcome.choices : [];
      if (current) setOffered(choices.map(({ value }) => String(value)));
    });
    return () => {
      current = false;
    };
  }, [wanted, typed]);
  return offered;
}

function choicesOf({ option, snapshot }: OptionFieldProps): { value: string; label: string }[] | undefined {
  const people = snapshot.members.map(({ user }) => ({
    value: user.id,
    label: `@${user.global_name ?? user.username}`,
  }));
  const roles = snapshot.roles.map(({ id, name }) => ({ value: id, label: `@${name.replace(/^@/, '')}` }));
  switch (option.type) {
    case OPTION_TYPE.user:
      return people;
    case OPTION_TYPE.role:
      return roles;
    case OPTION_TYPE.mentionable:
      return [...people, ...roles];
    case OPTION_TYPE.channel:
      return snapshot.channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
    case OPTION_TYPE.boolean:
      return ['True', 'False'].map((word) => ({ value: word, label: word }));
    default:
      return option.choices?.length
        ? option.choices.map(({ name, value }) => ({ value: String(value), label: name }))
        : undefined;
  }
}
