/** A chat of the far side, as a worker speaks with it. */
import { plainText } from '../../../src/chat/card.ts';
import { ChatError, type Messenger } from '../../../src/chat/chat.ts';

export function messengerTo(chat: string, address: string): Messenger {
  async function ask(path: string, asked: object): Promise<{ message?: string }> {
    const headers = { 'x-pid': String(process.pid) };
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(asked),
    }).catch((error) => {
      throw new ChatError('unreachable', `${chat} did not answer.`, { cause: error });
    });
    if (answer.status === 404) throw new ChatError('gone', 'There is no such message.');
    if (!answer.ok) throw new ChatError('unreachable', `${chat} answered ${answer.status}.`);
    return (await answer.json()) as { message?: string };
  }
  const messenger = {
    ...{ chat, pace: { interval: 1, burst: 100 } },
    async send(channel: string, shown: Parameters<Messenger['send']>[1], key: string) {
      const { message = '' } = await ask('/send', {
        place: `${chat}:${channel}`,
        key,
        words: plainText(shown),
      });
      return { chat, channel, message };
    },
    edit: async ({ message }: { message: string }, shown: Parameters<Messenger['edit']>[1]) =>
      void (await ask('/edit', { message, words: plainText(shown) })),
    async find(channel: string, key: string) {
      const { message } = await ask('/find', { place: `${chat}:${channel}`, key });
      return message === undefined ? undefined : { chat, channel, message };
    },
    directChannel: async (user: string) => `D-${user}`,
    member: async (user: string) => ({ name: user, groups: [], hasLeft: user === 'gone' }),
    peopleIn: async () => [],
    close: async () => {},
  };
  // What no escalation asks for is not there: whoever asks is told so by an error.
  return messenger as unknown as Messenger;
}
