/** Starts hearing the chats, each as it must be heard: all processes at once, or one that takes over from another. */
import type { Chat } from '../chat/chat.ts';
import type { Log } from '../kit/log.ts';
import { type Alone, alone } from '../store/alone.ts';
import type { Pool } from '../store/open/pool.ts';

export interface Ears {
  /** Chat → why it is not heard; undefined when it is, here or in another process. */
  faults(): Record<string, string | undefined>;
  stop(): Promise<void>;
}

/** `pool`: where several processes may run. Without it this one is the only one. */
export async function listen(chats: Chat[], log: Log, pool: Pool | undefined): Promise<Ears> {
  const turns = new Map<Chat, Turn>();
  await Promise.all(
    chats.map(async (chat) => {
      if (chat.alone && pool) turns.set(chat, await waitForTurn(chat, log, pool));
      else await chat.start();
    }),
  );
  return {
    faults: () => Object.fromEntries(chats.map((chat) => [chat.chat, faultOf(chat, turns.get(chat))])),
    async stop() {
      await Promise.all(chats.map((chat) => (turns.get(chat) ?? chat).stop()));
    },
  };
}

interface Turn {
  mine(): boolean;
  stop(): Promise<void>;
}

/** Resolves when the chat is heard, or when it is clear that another process hears it. */
async function waitForTurn(chat: Chat, log: Log, pool: Pool): Promise<Turn> {
  let mine = false;
  const lock: Alone = await alone(pool, `hears-${chat.chat}`, log, {
    async gained() {
      await chat.start();
      mine = true;
      log.info({ chat: chat.chat }, 'this process hears the chat');
    },
    async lost() {
      mine = false;
      log.warn({ chat: chat.chat }, 'lost the connection that held the turn; waiting for it again');
      await chat.stop();
    },
  });
  return {
    mine: () => mine,
    async stop() {
      if (mine) await chat.stop();
      await lock.release();
    },
  };
}

function faultOf(chat: Chat, turn: Turn | undefined): string | undefined {
  if (turn && !turn.mine()) return undefined;
  return chat.fault();
}
