/** Posts to, finds in, edits in, and deletes from one Slack channel. */
import type { ChatPostMessageArguments } from '@slack/web-api';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { CountsOf } from '../counts.ts';
import { goneError } from '../http.ts';
import type { Given, Reading } from '../live.ts';
import type { Connection, Intent, Limits, Marks, Message, Outside, Published } from '../network.ts';
import { NetworkError } from '../network.ts';
import type { SlackChannelAccount } from './account.ts';
import { checkChannel } from './channel.ts';
import { SlackClient } from './client.ts';
import { codeOf, detailsOf } from './errors.ts';
import { uploadAll } from './files.ts';
import { findByKey } from './find.ts';
import { LIMITS, MOST_IN_BLOCKS } from './limits.ts';
import { editOf, inThread, messageOf, timestampOf } from './message.ts';
import { countsOn } from './metrics.ts';
import { picturesIn } from './pictures.ts';
import { readMessage } from './read.ts';

export class SlackChannelConnection implements Connection {
  private readonly account: SlackChannelAccount;
  private readonly outside: Outside;
  private readonly client: SlackClient;

  constructor(account: SlackChannelAccount, outside: Outside) {
    this.account = account;
    this.outside = outside;
    this.client = new SlackClient(account, outside);
  }

  async limits(): Promise<Limits> {
    return LIMITS;
  }

  preflight(message: Message, editing = false): Finding[] {
    const found = message.text.length;
    if (found <= MOST_IN_BLOCKS || (!editing && message.images.length === 0)) return [];
    return [editing ? tooLongToEdit(found) : tooLongBesidePictures(found)];
  }

  async publish(message: Message, intent: Intent, keep: (marks: Marks) => Promise<void>): Promise<Published> {
    const fileIds = await uploadAll(this.client, message.images, intent, keep);
    const ts = await this.post(messageOf(this.account.channel, message, fileIds, intent));
    return this.published(ts);
  }

  async find(message: Message, intent: Intent): Promise<Published | undefined> {
    const { thread_ts } = inThread(message) ?? {};
    const place = { channel: this.account.channel, ...(thread_ts && { ts: thread_ts }) };
    const ts = await findByKey(this.client, place, intent);
    return ts === undefined ? undefined : this.published(ts);
  }

  /** What the edit does not name stays, the key in the metadata too. */
  async edit(published: Published, message: Message): Promise<Published> {
    const [channel = ''] = published.id.split('/');
    const ts = timestampOf(published);
    try {
      const pictures = await picturesIn(this.client, { channel, ts }, message.images.length);
      await this.client.call(true, (slack) =>
        slack.chat.update({ channel, ts, ...editOf(message, pictures) }),
      );
    } catch (error) {
      throw codeOf(error) === 'message_not_found' ? goneError('Slack', error) : error;
    }
    return published;
  }

  read(published: Published, given: Given): Promise<Reading> {
    return readMessage(this.client, published, given);
  }

  async remove({ id }: Published): Promise<void> {
    const [channel = ''] = id.split('/');
    const ts = timestampOf({ id });
    try {
      await this.client.call(true, (slack) => slack.chat.delete({ channel, ts }));
    } catch (error) {
      if (codeOf(error) !== 'message_not_found') throw error;
    }
  }

  metrics(published: readonly Published[]): Promise<CountsOf> {
    return countsOn(this.client, published);
  }

  /**
   * Looks at the channel as well, whether the bot may post there, and into it: reading it back is what makes a second try
   * safe.
   */
  async identify(): Promise<{ handle: string; url?: string }> {
    const { channel } = this.account;
    const who = await this.client.call(false, (slack) => slack.auth.test());
    await checkChannel(this.client, channel);
    await this.client.call(false, (slack) => slack.conversations.history({ channel, limit: 1 }));
    return { handle: `@${who.user ?? ''}`, ...(who.url && { url: who.url }) };
  }

  /** A file that was just uploaded is not at hand at once; a message that names it is then refused, without effect. */
  private async post(message: ChatPostMessageArguments): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { ts } = await this.client.call(true, (slack) => slack.chat.postMessage(message));
        if (ts) return ts;
        throw new NetworkError('lost', t('Slack: the answer tells no message.'));
      } catch (error) {
        if (!isFileNotReady(error) || tries === MOST_TRIES) throw error;
      }
      await new Promise<void>((resolve) =>
        this.outside.clock.at(this.outside.clock.now() + BETWEEN_TRIES, resolve),
      );
    }
  }

  /** It is posted already; without its link rather than not at all. */
  private async published(ts: string): Promise<Published> {
    const { channel } = this.account;
    const id = `${channel}/${ts}`;
    try {
      const link = await this.client.call(false, (slack) =>
        slack.chat.getPermalink({ channel, message_ts: ts }),
      );
      return link.permalink ? { id, url: link.permalink } : { id };
    } catch (error) {
      this.outside.log.debug({ err: error }, 'Slack gave no link.');
      return { id };
    }
  }
}

const MOST_TRIES = 10;
const BETWEEN_TRIES = 1000;

function tooLongToEdit(found: number): Finding {
  return {
    id: 'slack-channel.text.max_edit',
    level: 'error',
    field: 'text',
    message: t('Slack takes {most} characters in an edit; this text has {found}.', {
      most: MOST_IN_BLOCKS,
      found,
    }),
    remedy: t('Shorten it by {over}, or delete the post and post it anew.', { over: found - MOST_IN_BLOCKS }),
  };
}

function tooLongBesidePictures(found: number): Finding {
  return {
    id: 'slack-channel.text.max_with_images',
    level: 'error',
    field: 'text',
    message: t('Slack takes {most} characters beside pictures; this text has {found}.', {
      most: MOST_IN_BLOCKS,
      found,
    }),
    remedy: t('Shorten it by {over}, or take the pictures out.', { over: found - MOST_IN_BLOCKS }),
  };
}

function isFileNotReady(error: unknown): boolean {
  return (
    codeOf(error) === 'invalid_blocks' && detailsOf(error).some((detail) => detail.includes('slack file'))
  );
}
