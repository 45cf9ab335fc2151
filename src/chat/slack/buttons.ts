/** A card's actions as rows of Slack buttons and selects. `action:id` travels in the `action_id`; everything else is in the store. */
import type { ActionsBlock, Button, StaticSelect } from '@slack/web-api';
import { t } from '../../kit/t.ts';
import type { Action } from '../card.ts';
import { shorten } from './cut.ts';
import { isWebAddress } from './rich-text.ts';

const MOST_IN_ROW = 25;
const LONGEST_ACTION_ID = 255;
const LONGEST_LABEL = 75;
const LONGEST_PLACEHOLDER = 150;
/** As many as the other chat shows; Slack takes 100. */
const MOST_CHOICES = 25;
const LONGEST_CONFIRM = { title: 100, text: 300, button: 30 };

/** A card that Slack cannot show, however much of it is cut. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** Throws `RenderError` when an action cannot travel in a button. */
export function actionBlocks(actions: Action[]): ActionsBlock[] {
  const rows: (Button | StaticSelect)[][] = [];
  for (const [index, action] of actions.entries()) {
    const button = action.kind === 'select' ? selectOf(action) : buttonOf(action, index);
    const row = rows.at(-1);
    const starts =
      !row || row.length >= MOST_IN_ROW || row.some((other) => other.action_id === button.action_id);
    if (starts) rows.push([button]);
    else row.push(button);
  }
  return rows.map((elements) => ({ type: 'actions', elements }));
}

/** What a pressed button carries; undefined for a link, which Slack tells us about too. */
export function readActionId(actionId: string): { action: string; id: string } | undefined {
  const colon = actionId.indexOf(':');
  if (colon < 1) return undefined;
  return { action: actionId.slice(0, colon), id: actionId.slice(colon + 1) };
}

function selectOf(action: Action & { kind: 'select' }): StaticSelect {
  const { choices, chosen, label } = action;
  if (choices.length < 1 || choices.length > MOST_CHOICES)
    throw new RenderError(`A select takes 1 to ${MOST_CHOICES} choices; "${label}" has ${choices.length}.`);
  const options = choices.map((choice) => ({
    text: plain(choice.label, LONGEST_LABEL),
    value: choice.value,
  }));
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionIdOf(action),
    placeholder: plain(label, LONGEST_PLACEHOLDER),
    options,
    ...(initial && { initial_option: initial }),
  };
}

function buttonOf(action: Exclude<Action, { kind: 'select' }>, index: number): Button {
  if (action.kind === 'link') return linkButton(action, index);
  const { style, confirm } = action;
  return {
    type: 'button',
    action_id: actionIdOf(action),
    text: plain(action.label || action.action, LONGEST_LABEL),
    ...(style !== 'default' && { style }),
    ...(confirm && { confirm: confirmation(action.label, confirm, style) }),
  };
}

function linkButton(action: Action & { kind: 'link' }, index: number): Button {
  if (!isWebAddress(action.url))
    throw new RenderError(`The link "${action.label}" has no address that Slack takes.`);
  return {
    type: 'button',
    action_id: `:${index}`,
    text: plain(action.label || action.url, LONGEST_LABEL),
    url: action.url,
  };
}

function actionIdOf({ action, id }: { action: string; id: string }): string {
  const actionId = `${action}:${id}`;
  if (action === '' || action.includes(':') || actionId.length > LONGEST_ACTION_ID)
    throw new RenderError(
      `"${shorten(actionId, 80)}" cannot be a Slack action id (at most ${LONGEST_ACTION_ID}).`,
    );
  return actionId;
}

function confirmation(label: string, question: string, style: 'default' | 'primary' | 'danger') {
  return {
    title: plain(label || t('Sure?'), LONGEST_CONFIRM.title),
    text: plain(question, LONGEST_CONFIRM.text),
    confirm: plain(label || t('Yes'), LONGEST_CONFIRM.button),
    deny: plain(t('Go back'), LONGEST_CONFIRM.button),
    ...(style !== 'default' && { style }),
  };
}

function plain(text: string, most: number) {
  return { type: 'plain_text' as const, text: shorten(text, most), emoji: false };
}
