/** Parts of what a person sees of Slack. */
import type { SlackSnapshot } from '../api.ts';

export type SlackMessage = SlackSnapshot['channels'][number]['messages'][number];
