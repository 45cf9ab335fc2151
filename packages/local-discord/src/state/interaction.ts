/**
 * An interaction from the press to its end:
 * waiting → acknowledged (its token then lives for 15 minutes), or waiting → dead after 3 seconds.
 */
import type { Component } from './component.ts';
import type { MessageInteraction } from './message.ts';

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 };

export type FirstAnswer =
  | { kind: 'message' | 'deferred' | 'update' | 'deferredUpdate' | 'modal' }
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  | { kind: 'none' };

export interface Interaction {
  id: string;
  token: string;
  type: number;
  userId: string;
  channelId: string;
  /** The message whose component was used, also when a modal lies between. */
  sourceMessageId?: string;
  metadata: MessageInteraction;
  /** By the server's clock. */
  createdAt: number;
  /** Real milliseconds, as `performance.now()` counts them. */
  deadline: number;
  state: 'waiting' | 'acknowledged' | 'dead';
  /** The message that `@original` stands for. */
  originalId?: string;
  /** Told the first answer, once. */
  settle: (answer: FirstAnswer) => void;
}

/** A form that stands open on somebody's screen. */
export interface OpenModal {
  interactionId: string;
  channelId: string;
  sourceMessageId?: string;
  triggering: MessageInteraction;
  customId: string;
  title: string;
  components: Component[];
}
