/** The networks whose accounts are connected in the playground, in the order of the third pane. */
import { facebookPage } from './facebook-page.ts';
import { instagram } from './instagram.ts';
import type { PlaygroundNetwork } from './network.ts';
import { pinterest } from './pinterest.ts';
import { reddit } from './reddit.ts';
import { threads } from './threads.ts';
import { youtube } from './youtube.ts';

export const NETWORKS: PlaygroundNetwork[] = [instagram, threads, facebookPage, pinterest, reddit, youtube];
