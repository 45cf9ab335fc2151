/**
 * A card's actions as rows of buttons, and a row for each select. Throws when they do not fit, since a button that is
 * missing misleads.
 */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { Action } from '../card.ts';
import { LIMITS } from './limits.ts';
import { webAddress } from './markdown.ts';

/** What a button carries: `post.approve:12.3`. */
export interface ButtonSource {
  action: string;
  id: string;
}

export type Row = APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>;

export function rowsOf(actions: Action[]): Row[] {
  const selects = actions.filter((action) => action.kind === 'select');
  const buttons = actions.flatMap((action) => (action.kind === 'select' ? [] : [buttonOf(action)]));
  const rows: Row[] = [
    ...chunks(buttons, LIMITS.rowButtons).map((components) => rowOf(components)),
    ...selects.map((action) => rowOf([selectOf(action)])),
  ];
  if (rows.length > LIMITS.rows) {
    const most = LIMITS.rows * LIMITS.rowButtons;
    throw new Error(
      `A Discord message takes ${most} buttons, or ${LIMITS.rows} selects; this card has ${buttons.length} and ${selects.length}.`,
    );
  }
  refuseDuplicates(rows.flatMap(({ components }) => components));
  return rows;
}

function rowOf(components: Row['components']): Row {
  return { type: ComponentType.ActionRow, components };
}

export function customId(source: ButtonSource): string {
  const id = `${source.action}:${source.id}`;
  if (id.length > LIMITS.customId)
    throw new Error(`A button's id takes ${LIMITS.customId} characters; "${id}" is longer.`);
  return id;
}

/** Undefined when it is no button of ours. */
export function buttonSource(id: string): ButtonSource | undefined {
  const colon = id.indexOf(':');
  return colon < 1 ? undefined : { action: id.slice(0, colon), id: id.slice(colon + 1) };
}

export function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function selectOf(action: Action & { kind: 'select' }): APIStringSelectComponent {
  const { choices, chosen, label } = action;
  if (choices.length < 1 || choices.length > LIMITS.selectOptions)
    throw new Error(`A select takes 1 to ${LIMITS.selectOptions} choices; "${label}" has ${choices.length}.`);
  return {
    type: ComponentType.StringSelect,
    custom_id: customId(action),
    placeholder: cut(label, LIMITS.placeholder),
    options: choices.map((choice) => ({
      value: choice.value,
      label: cut(choice.label, LIMITS.choiceLabel),
      ...(choice.value === chosen ? { default: true } : {}),
    })),
  };
}

function buttonOf(action: Exclude<Action, { kind: 'select' }>): APIButtonComponent {
  const label = labelOf(action.label);
  if (action.kind === 'link') {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: addressOf(action.url) };
  }
  return { type: ComponentType.Button, style: STYLES[action.style], label, custom_id: customId(action) };
}

function labelOf(label: string): string {
  if (label.trim() === '') throw new Error('A button needs a label.');
  return cut(label, LIMITS.buttonLabel);
}

function cut(label: string, most: number): string {
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}

function addressOf(url: string): string {
  const href = webAddress(url);
  if (!href || href.length > LIMITS.buttonUrl) {
    throw new Error(
      `A link button needs a web address of at most ${LIMITS.buttonUrl} characters; found "${url}".`,
    );
  }
  return href;
}

function refuseDuplicates(components: Row['components']): void {
  const ids = components.flatMap((button) => ('custom_id' in button ? [button.custom_id] : []));
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice) throw new Error(`Two buttons of one card carry the same id "${twice}".`);
}

const STYLES = {
  default: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const;
