/** Choosing in a select, in a message or in a modal. */
import { type Component, TYPE } from '../state/component.ts';
import { ClientRefusal } from './outcome.ts';
import type { Resolved } from './resolved.ts';

/** The values to send; what is not given falls back to the select's defaults. */
export function chosenValues(
  resolved: Resolved,
  component: Component,
  given: readonly string[] | undefined,
  label: string,
  required = true,
): string[] {
  const values = [...(given ?? defaults(component))];
  const name = label || component.placeholder || component.custom_id;
  const min = required ? (component.min_values ?? 1) : 0;
  const max =
    component.max_values ?? (component.type === TYPE.checkboxGroup ? (component.options?.length ?? 1) : 1);
  if (values.length < min) throw new ClientRefusal(`"${name}" takes at least ${min}, not ${values.length}.`);
  if (values.length > max) throw new ClientRefusal(`"${name}" takes at most ${max}, not ${values.length}.`);
  for (const value of values) choose(resolved, component, value, String(name));
  return values;
}

function defaults({ options, default_values: ids }: Component): string[] {
  return (
    options?.filter((option) => option.default).map((option) => option.value) ??
    ids?.map(({ id }) => id) ??
    []
  );
}

function choose(resolved: Resolved, component: Component, value: string, name: string): void {
  if (component.type === TYPE.userSelect) resolved.user(value);
  else if (component.type === TYPE.roleSelect) resolved.role(value);
  else if (component.type === TYPE.mentionableSelect) resolved.mentionable(value);
  else if (component.type === TYPE.channelSelect) resolved.channel(value, component.channel_types);
  else if (!component.options?.some((option) => option.value === value)) {
    throw new ClientRefusal(`"${name}" has no choice ${value}.`);
  }
}
