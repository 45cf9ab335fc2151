/** Turns a checked body into the stored form: embeds as Discord returns them, numbered components. */
import type { APIEmbed } from 'discord-api-types/v10';
import type { MessageBody } from '../rules/message.ts';
import type { Component } from '../state/component.ts';
import { FLAG } from '../state/message.ts';

/** The flags that an app may set itself. */
const SETTABLE = FLAG.suppressEmbeds | FLAG.ephemeral | FLAG.silent | FLAG.componentsV2;

export function settableFlags(flags: number | null | undefined): number {
  return (flags ?? 0) & SETTABLE;
}

/** `attachment://name` stays as it is; it becomes an address when the message is shown. */
export function storedEmbeds(embeds: MessageBody['embeds']): APIEmbed[] {
  const rich = (embeds ?? []).map((embed) => withoutNulls({ ...embed, type: 'rich' }) as APIEmbed);
  for (const embed of rich) for (const field of embed.fields ?? []) field.inline ??= false;
  return rich;
}

/** Every component gets an `id` that is unique in its message, as Discord gives it. */
export function storedComponents(components: Component[] | null | undefined): Component[] {
  const taken = new Set<number>();
  const copy = (components ?? []).map((entry) => withoutNulls(entry) as Component);
  collectIds(copy, taken);
  let next = 1;
  number(copy, () => {
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  });
  return copy;
}

function collectIds(components: Component[], taken: Set<number>): void {
  for (const component of components) {
    if (component.id) taken.add(component.id);
    collectIds(children(component), taken);
  }
}

function number(components: Component[], next: () => number): void {
  for (const component of components) {
    if (!component.id) component.id = next();
    number(children(component), next);
  }
}

function children({ components, accessory, component }: Component): Component[] {
  return [...(components ?? []), ...(accessory ? [accessory] : []), ...(component ? [component] : [])];
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutNulls(entry)]));
}
