/** A local Telegram with a channel and a group, asked with plain requests. */
import { LocalTelegram } from '../src/telegram/index.ts';

export const TOKEN = '42:AAFa-token-of-the-local-bot';
export const CHANNEL = -1001;
export const GROUP = -1002;

export function createTelegram(now: () => number): LocalTelegram {
  return new LocalTelegram({
    clock: { now },
    bot: { id: 42, username: 'acme_bot', name: 'Acme', token: TOKEN },
    chats: [
      {
        ...{ id: CHANNEL, type: 'channel', title: 'News', username: 'acme_news' },
        membership: { status: 'administrator', can_post_messages: true },
      },
      { id: GROUP, type: 'supergroup', title: 'People', membership: { status: 'member' } },
    ],
  });
}

export interface Answer {
  status: number;
  ok: boolean;
  result?: Record<string, unknown>;
  description?: string;
  error_code?: number;
  parameters?: Record<string, unknown>;
}

export async function askOf(
  telegram: LocalTelegram,
  method: string,
  fields: Record<string, unknown> | FormData,
  token = TOKEN,
): Promise<Answer> {
  const isForm = fields instanceof FormData;
  const response = await fetch(`${telegram.apiUrl}/bot${token}/${method}`, {
    method: 'POST',
    headers: isForm ? {} : { 'content-type': 'application/json' },
    body: isForm ? fields : JSON.stringify(fields),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

export function form(fields: Record<string, string>, files: Record<string, Uint8Array> = {}): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  for (const [name, bytes] of Object.entries(files))
    made.set(name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), `${name}.png`);
  return made;
}
