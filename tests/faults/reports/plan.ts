/** What goes out in the weeks of one run, and when the process that reports them dies. From its seed alone. */
import type { Random } from '../random.ts';

export interface Week {
  /** Posts that went out in it. */
  posts: number;
  /** ms after Monday at nine that the first process begins. */
  late: number;
  /** Each life of the process ends at its so manieth step (a query, or a call to a chat, before and after it). */
  kills: number[];
  /** Answers that are lost: of which chat, to which request, and whether it took effect. */
  lost: Lost[];
}

export interface Lost {
  chat: 'slack' | 'discord';
  route: string;
  loseAnswer: 'before' | 'after';
}

const STEPS = 450;

const ROUTES: Omit<Lost, 'loseAnswer'>[] = [
  { chat: 'slack', route: 'chat.postMessage' },
  { chat: 'slack', route: 'files.getUploadURLExternal' },
  { chat: 'slack', route: 'upload' },
  { chat: 'slack', route: 'files.completeUploadExternal' },
  { chat: 'discord', route: 'POST /channels/{channel_id}/messages' },
  { chat: 'discord', route: 'POST /channels/{channel_id}/messages/{message_id}/threads' },
];

export function planOf(random: Random): Week[] {
  return Array.from({ length: random.between(1, 2) }, () => ({
    posts: random.between(1, 3),
    late: random.pick([1_000, 90_000, 5 * 3_600_000]),
    kills: Array.from({ length: random.between(1, 3) }, () => random.between(1, STEPS)),
    lost: Array.from({ length: random.between(0, 2) }, () => ({
      ...random.pick(ROUTES),
      loseAnswer: random.pick(['before', 'after'] as const),
    })),
  }));
}
