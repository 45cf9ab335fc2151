/** The bot speaking in Slack: its own lasting messages, by the Web API alone. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Card, withoutPortraits } from '../card.ts';
import {
  ChatError,
  type HistoryAsked,
  type Member,
  type MessageReference,
  type Messenger,
  type NewChannel,
  type OutgoingFile,
  type Reaction,
  type Readable,
  type SpeakingPlace,
  type Upload,
} from '../chat.ts';
import type { HeardMessage } from '../heard.ts';
import { called, refusalCode, toChatError } from './client.ts';
import type { Self } from './hear/read.ts';
import type { Members } from './members.ts';
import type { Pictures } from './pictures.ts';
import { render } from './render.ts';
import { SLACK } from './rich-text.ts';
import { bearsKey, shareFiles } from './speak/files.ts';
import { readHistory } from './speak/history.ts';
import * as rooms from './speak/rooms.ts';
import { unless } from './speak/rooms.ts';
import { readableText } from './unescape.ts';

/** The name under which our key stands in a message's metadata. */
export const CARD_EVENT = 'bellwether_card';

const PAGE = 200;
/** How far back `find` looks: a message is looked for soon after it may have been sent. */
const MOST_PAGES = 10;

const message = z.object({
  ts: z.string(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.unknown() }).optional() })
    .optional(),
  files: z.array(z.object({ name: z.string().nullish() })).default([]),
});
const identity = z.object({ user_id: z.string(), bot_id: z.string().default('') });
const REACTIONS: Record<Reaction, string> = { seen: 'eyes', done: 'white_check_mark', failed: 'x' };
const posted = z.object({ channel: z.string(), ts: z.string() });
const history = z.object({
  messages: z.array(message),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
const opened = z.object({ channel: z.object({ id: z.string() }) });
const linked = z.object({ permalink: z.string() });

export class SlackMessenger implements Messenger {
  readonly chat = SLACK;
  /** "1 message per second per channel", with short bursts above it. */
  readonly pace = { interval: 1_000, burst: 5 };
  private readonly client: WebClient;
  private readonly members: Members;
  private readonly pictures: Pictures;
  private self: Promise<Self> | undefined;

  constructor(client: WebClient, members: Members, pictures: Pictures) {
    this.client = client;
    this.members = members;
    this.pictures = pictures;
  }

  async send(
    channel: string,
    shown: Card,
    key: string,
    thread?: MessageReference,
  ): Promise<MessageReference> {
    const metadata = { event_type: CARD_EVENT, event_payload: { key } };
    const answer = await this.deliver(shown, (content) =>
      this.client.chat.postMessage({
        channel,
        ...content,
        ...(thread ? { thread_ts: thread.message } : {}),
        metadata,
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    const { channel: where, ts } = posted.parse(answer);
    return { chat: SLACK, channel: where, message: ts };
  }

  async edit(reference: MessageReference, shown: Card): Promise<void> {
    const { channel, message: ts } = reference;
    await this.deliver(shown, (content) => this.client.chat.update({ channel, ts, ...content }));
  }

  async find(channel: string, key: string, thread?: MessageReference): Promise<MessageReference | undefined> {
    const { conversations } = this.client;
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const asked = { channel, limit: PAGE, cursor, include_all_metadata: true };
      // What answers in a thread stands in no channel's history.
      const answer = await called<unknown>(
        thread ? conversations.replies({ ...asked, ts: thread.message }) : conversations.history(asked),
      );
      const { messages, response_metadata } = history.parse(answer);
      const found = messages.find((candidate) => carries(candidate, key));
      if (found) return { chat: SLACK, channel, message: found.ts };
      cursor = response_metadata?.next_cursor;
      if (!cursor) return undefined;
    }
    return undefined;
  }

  async remove({ channel, message: ts }: MessageReference): Promise<void> {
    await unless('message_not_found', called(this.client.chat.delete({ channel, ts })));
  }

  async history(channel: string, wanted: HistoryAsked): Promise<HeardMessage[]> {
    return readHistory(this.client, await this.ownSelf(), channel, wanted);
  }

  upload(channel: string, files: readonly OutgoingFile[], upload: Upload): Promise<MessageReference> {
    return shareFiles(this.client, channel, files, upload);
  }

  async react({ channel, message: timestamp }: MessageReference, reaction: Reaction): Promise<void> {
    const name = REACTIONS[reaction];
    await unless('already_reacted', called(this.client.reactions.add({ channel, timestamp, name })));
  }

  async pin({ channel, message: timestamp }: MessageReference): Promise<void> {
    await unless('already_pinned', called(this.client.pins.add({ channel, timestamp })));
  }

  /** Every message has one, without a name. */
  async openThread(message: MessageReference): Promise<SpeakingPlace> {
    return { channel: message.channel, thread: message };
  }

  openChannel(channel: NewChannel): Promise<string> {
    return rooms.openChannel(this.client, channel);
  }

  renameChannel(channel: string, name: string): Promise<void> {
    return rooms.rename(this.client, channel, name);
  }

  invite(channel: string, people: readonly string[]): Promise<void> {
    return rooms.invite(this.client, channel, people);
  }

  archiveChannel(channel: string): Promise<void> {
    return rooms.archive(this.client, channel);
  }

  async directChannel(user: string): Promise<string> {
    return opened.parse(await called(this.client.conversations.open({ users: user }))).channel.id;
  }

  async permalink({ channel, message: message_ts }: MessageReference): Promise<string> {
    return linked.parse(await called(this.client.chat.getPermalink({ channel, message_ts }))).permalink;
  }

  member(user: string): Promise<Member> {
    return this.members.member(user);
  }

  peopleIn(groups: readonly string[]): Promise<string[]> {
    return this.members.peopleIn(groups);
  }

  readable({ text }: Readable): Promise<string> {
    return readableText(text, (user) => this.members.nameOf(user));
  }

  async close(): Promise<void> {}

  private ownSelf(): Promise<Self> {
    this.self ??= called(this.client.auth.test()).then(
      (answer) => {
        const { user_id: user, bot_id: bot } = identity.parse(answer);
        return { user, bot };
      },
      (error) => {
        this.self = undefined;
        throw error;
      },
    );
    return this.self;
  }

  /** Draws the card with its pictures and hands it to a call. Throws `ChatError`, also for a card that cannot be shown. */
  private async deliver<T>(
    shown: Card,
    call: (content: ReturnType<typeof render>) => Promise<T>,
  ): Promise<T> {
    const files = await this.pictures.filesOf(shown);
    try {
      return await call(drawn(shown, files));
    } catch (error) {
      const failed = toChatError(error);
      if (refusalCode(failed) !== 'invalid_blocks') throw failed;
      // Slack fetches pictures by their addresses, and takes none of the message where it cannot.
      const plainer = withoutPortraits(shown);
      if (plainer) return this.deliver(plainer, call);
      if (files.size > 0) this.pictures.forget(shown);
      throw failed;
    }
  }
}

function drawn(shown: Card, files: Map<string, string>) {
  try {
    return render(shown, { files });
  } catch (error) {
    throw new ChatError('refused', t('This card cannot be shown in Slack.'), { cause: error });
  }
}

/** Files have no metadata; their names bear the key. */
function carries({ metadata, files }: z.infer<typeof message>, key: string): boolean {
  const isCard = metadata?.event_type === CARD_EVENT && metadata.event_payload?.key === key;
  return isCard || files.some(({ name }) => name != null && bearsKey(name, key));
}
