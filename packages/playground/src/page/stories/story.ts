/** A story: steps that somebody plays in the page. How far it has come is read from the chats, not from presses on the guide. */
import type { ReactNode } from 'react';
import type { Act, View } from '../api.ts';
import type { Tab } from '../tab-bar.tsx';

export interface Story {
  /** The file's name. */
  name: string;
  /** Where it stands among the others; the first is shown at first. */
  order: number;
  title: string;
  steps: Step[];
  /** Read when all is done. */
  done: ReactNode;
  /** How many steps are done, 0 to all of them. */
  doneSteps(view: View): number;
}

export interface Step {
  title: string;
  words: ReactNode;
  action: { label: string; run(stage: Stage): unknown };
  /** A selector of what is to be pressed next, which is then marked. */
  points?: string;
}

/** What a step's button can do. */
export interface Stage {
  view: View;
  goTo(chat: 'slack' | 'discord', person: string, channel: string): void;
  fill(draft: string): void;
  show(tab: Tab): void;
  /** Acts as anybody, also as those who are not of the team. */
  as(chat: 'slack' | 'discord', person: string): Act;
  /** Somebody whom nobody knows joins the Discord server. Their id. */
  newcomer(username: string): Promise<string>;
}
