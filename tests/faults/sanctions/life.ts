/** What a process is told at its start. */
import type { Doing } from './plan.ts';

export interface Message {
  id: string;
  channel: string;
  user: string;
  text: string;
  /** Epoch ms. */
  at: number;
}

export interface Life {
  /** `beside`: it hears nothing, and works off what there is until its input ends. */
  role: 'alone' | 'beside';
  phase: 'acting' | 'ending';
  environment: Record<string, string>;
  /** ms that its clock is ahead. */
  offset: number;
  /** The step at which it dies; 0: it lives. */
  killAt: number;
  /** User id. */
  moderator: string;
  messages: Message[];
  /** Users by their ids. */
  doings: Doing[];
  /** Who has come back since. */
  returned: string[];
}
