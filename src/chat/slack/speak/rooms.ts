/** Channels in Slack that the bot opens and keeps: their name, who is in them, their end. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { cut } from '../../../kit/storable.ts';
import { ChatError, type NewChannel } from '../../chat.ts';
import { called, refusalCode } from '../client.ts';

const LONGEST_NAME = 80;
const made = z.object({ channel: z.object({ id: z.string() }) });

/** Slack's names are lower case, without blanks, up to 80 characters. */
export function channelName(name: string): string {
  const allowed = name
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return cut(allowed, LONGEST_NAME);
}

export async function openChannel(
  client: WebClient,
  { name, isPrivate, people }: NewChannel,
): Promise<string> {
  const asked = { name: channelName(name), is_private: isPrivate };
  const { channel } = made.parse(await called(client.conversations.create(asked)));
  await invite(client, channel.id, people);
  return channel.id;
}

export async function rename(client: WebClient, channel: string, name: string): Promise<void> {
  await called(client.conversations.rename({ channel, name: channelName(name) }));
}

/** One by one: who is there already would keep the others out. */
export async function invite(client: WebClient, channel: string, people: readonly string[]): Promise<void> {
  for (const users of people)
    await unless('already_in_channel', called(client.conversations.invite({ channel, users })));
}

export async function archive(client: WebClient, channel: string): Promise<void> {
  await unless('already_archived', called(client.conversations.archive({ channel })));
}

/** A refusal that says that it was so before is none. */
export async function unless(code: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ChatError) || refusalCode(error) !== code) throw error;
  }
}
