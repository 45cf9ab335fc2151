/**
 * The custom elements of @skyra/discord-components-core as React components, and what we mend in their looks: some of
 * their light colours are too faint to read, and one part of a message cannot be reached by keyboard (we draw our own).
 */
import { DiscordAuthorInfo, DiscordMessage } from '@skyra/discord-components-core';
import { createElement, type ReactNode } from 'react';

type Props = Record<string, unknown> & { children?: ReactNode };

const element =
  (tag: string) =>
  ({ children, ...props }: Props) =>
    createElement(tag, props, children);

export const Messages = element('discord-messages');
export const MessageFrame = element('discord-message');
export const Code = element('discord-code');
export const Quote = element('discord-quote');
export const Mention = element('discord-mention');
export const Time = element('discord-time');
export const Small = element('discord-subscript');

mend(
  DiscordMessage,
  `
  :host([light-theme]) .discord-message-timestamp { color: #5c5e66; }
  .discord-message-content { min-width: 0; }
  .discord-author-avatar { margin-right: 10px; margin-top: 3px; min-width: 36px; }
  .discord-author-avatar img { width: 36px; height: 36px; cursor: default; }
  .discord-message-body, :host .discord-message-markup { font-size: 15px; }
`,
);
mend(
  DiscordAuthorInfo,
  `
  :host { font-size: 15px; }
  :host .discord-author-username { font-weight: 650; }
  :host .discord-author-username:hover { text-decoration: none; cursor: default; }
`,
);

/** To be done before the first one is drawn. */
function mend(component: { elementStyles: unknown[] }, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  component.elementStyles.push(sheet);
}
