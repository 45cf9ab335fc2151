/** Starts hearing the chats, each as it must be heard: all processes at once, or one that takes over from another. */
import type { Chat } from '../chat/chat.ts';
import type { Log } from '../kit/log.ts';
import { type Alone, alone } from '../store/alone.ts';
import type { Pool } from '../store/open/pool.ts';
import { Hearing, type HearingOptions } from './hearing.ts';

export interface Ears {
  /**
   * Resolves when each chat is heard, or is being tried in the background. Throws a `ChatError` where one does not
   * take its token.
   */
  start(): Promise<void>;
  /** Chat → why it is not heard; undefined when it is, here or in another process. */
  faults(): Record<string, string | undefined>;
  /** The team file has changed. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/** `pool`: where several processes may run. Without it this one is the only one. */
export function listen(chats: Chat[], log: Log, pool: Pool | undefined, options: HearingOptions = {}): Ears {
  const heard = chats.map((chat) => ({ chat, hearing: new Hearing(chat, log, options) }));
  const turns = new Map<Chat, Turn>();
  const stop = async () => {
    await Promise.all(heard.map(({ chat, hearing }) => (turns.get(chat) ?? hearing).stop()));
  };
  const startOne = async ({ chat, hearing }: (typeof heard)[number]) => {
    if (chat.alone && pool) turns.set(chat, await waitForTurn(chat, hearing, log, pool));
    else await hearing.start({ strict: true });
  };
  return {
    async start() {
      await Promise.all(heard.map(startOne));
    },
    faults: () =>
      Object.fromEntries(heard.map(({ chat, hearing }) => [chat.chat, faultOf(hearing, turns.get(chat))])),
    async refresh() {
      const own = heard.filter(({ chat }) => turns.get(chat)?.mine() ?? true);
      await Promise.all(own.map(({ chat }) => chat.refresh()));
    },
    stop,
  };
}

interface Turn {
  mine(): boolean;
  stop(): Promise<void>;
}

/** Resolves when the chat is heard or tried, or when it is clear that another process hears it. */
async function waitForTurn(chat: Chat, hearing: Hearing, log: Log, pool: Pool): Promise<Turn> {
  let mine = false;
  let strict = true;
  const lock: Alone = await alone(pool, `hears-${chat.chat}`, log, {
    async gained() {
      mine = true;
      await hearing.start({ strict });
      log.info({ chat: chat.chat }, 'this process hears the chat');
    },
    async lost() {
      mine = false;
      log.warn({ chat: chat.chat }, 'lost the connection that held the turn; waiting for it again');
      await hearing.stop();
    },
  });
  // Whoever takes over later has been running, and goes on without.
  strict = false;
  return {
    mine: () => mine,
    async stop() {
      if (mine) await hearing.stop();
      await lock.release();
    },
  };
}

function faultOf(hearing: Hearing, turn: Turn | undefined): string | undefined {
  if (turn && !turn.mine()) return undefined;
  return hearing.fault();
}
