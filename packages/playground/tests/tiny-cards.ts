/** The tiny bot's one card, mirrored in both chats. */
import type { App } from '@slack/bolt';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, type Client, type TextChannel } from 'discord.js';
import { plain } from './tiny-forms.ts';

export const SLACK_SOCIAL = 'C0SOCIAL';
export const DISCORD_SOCIAL = '1100000000000000031';

export class TinyCards {
  #slack: App | undefined;
  #discord: Client | undefined;
  #text = '';
  #places: { ts: string; message: string } | undefined;

  connect(slack: App, discord: Client): void {
    this.#slack = slack;
    this.#discord = discord;
  }

  async post(text: string): Promise<void> {
    this.#text = text;
    const sent = await this.#slack?.client.chat.postMessage({
      channel: SLACK_SOCIAL,
      text,
      blocks: slackCard('in review', text),
    });
    const message = await this.#social().send(discordCard('in review', text));
    this.#places = { ts: sent?.ts ?? '', message: message.id };
  }

  async approve(): Promise<void> {
    if (!this.#places) return;
    const { ts, message } = this.#places;
    const blocks = slackCard('scheduled', this.#text);
    await this.#slack?.client.chat.update({ channel: SLACK_SOCIAL, ts, text: this.#text, blocks });
    await this.#social().messages.edit(message, discordCard('scheduled', this.#text));
  }

  #social(): TextChannel {
    const channel = this.#discord?.channels.cache.get(DISCORD_SOCIAL);
    if (!channel?.isSendable()) throw new Error('There is no #social.');
    return channel as TextChannel;
  }
}

function slackCard(state: string, text: string) {
  const approve = {
    type: 'button' as const,
    action_id: 'approve',
    text: plain('Approve'),
    style: 'primary' as const,
  };
  const header = { type: 'header' as const, text: plain(`Post 1: ${state}`) };
  const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
  return state === 'in review'
    ? [header, section, { type: 'actions' as const, elements: [approve] }]
    : [header, section];
}

function discordCard(state: string, text: string) {
  const approve = new ButtonBuilder()
    .setCustomId('approve')
    .setLabel('Approve')
    .setStyle(ButtonStyle.Success);
  const rows = state === 'in review' ? [new ActionRowBuilder<ButtonBuilder>().addComponents(approve)] : [];
  return { content: `## Post 1: ${state}\n${text}`, components: rows };
}
