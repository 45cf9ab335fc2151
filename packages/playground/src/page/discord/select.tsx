/** A choice among texts, people, roles or channels: one from a list, or several as boxes. */

import { type Component, TYPE } from '@bellwether/local-discord/state/component.ts';
import { useContext } from 'react';
import type { DiscordSnapshot } from '../api.ts';
import { Reading } from './written.tsx';

interface SelectProps {
  id?: string;
  part: Component;
  /** Said when no label stands beside it. */
  label?: string;
  describedBy?: string | undefined;
  disabled?: boolean;
  values: string[];
  onChange(values: string[]): void;
}

export function Select({ id, part, label, describedBy, disabled = false, values, onChange }: SelectProps) {
  const snapshot = useContext(Reading)?.snapshot;
  const choices = snapshot ? choicesOf(part, snapshot) : [];
  const many = (part.max_values ?? 1) > 1;
  const common = { id, disabled, 'aria-label': label, 'aria-describedby': describedBy };
  if (many)
    return (
      <select
        {...common}
        multiple
        size={Math.min(5, Math.max(2, choices.length))}
        value={values}
        onChange={({ target }) => onChange([...target.selectedOptions].map((option) => option.value))}
      >
        {choices.map(optionOf)}
      </select>
    );
  return (
    <select
      {...common}
      value={values[0] ?? ''}
      onChange={({ target }) => onChange(target.value ? [target.value] : [])}
    >
      <option value="">{part.placeholder ?? 'Choose'}</option>
      {choices.map(optionOf)}
    </select>
  );
}

interface Choice {
  value: string;
  label: string;
}

function optionOf({ value, label }: Choice) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

function choicesOf(part: Component, { members, roles, channels }: DiscordSnapshot): Choice[] {
  const people = members.map(({ user }) => ({
    value: user.id,
    label: `@${user.global_name ?? user.username}`,
  }));
  const named = roles.map(({ id, name }) => ({ value: id, label: `@${name.replace(/^@/, '')}` }));
  switch (part.type) {
    case TYPE.userSelect:
      return people;
    case TYPE.roleSelect:
      return named;
    case TYPE.mentionableSelect:
      return [...people, ...named];
    case TYPE.channelSelect:
      return channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
    default:
      return (part.options ?? []).map(({ value, label }) => ({ value, label }));
  }
}
