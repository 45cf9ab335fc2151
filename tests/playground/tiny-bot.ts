/** A very small bot of real Bolt and real discord.js, which knows no more of the playground than its environment. */
import { createHmac, randomUUID } from 'node:crypto';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  SlashCommandBuilder,
  type StringSelectMenuBuilder,
  type TextChannel,
} from 'discord.js';
import type { MovableClock } from '../../src/kit/clock.ts';
import type { Playground } from '../../src/playground/playground.ts';
import {
  chosenIn,
  DISCORD_SELECT,
  EVERY_DISCORD_FIELD,
  EVERY_SLACK_FIELD,
  plain,
  SLACK_SELECT,
} from './tiny-forms.ts';

export const SLACK_SOCIAL = 'C0SOCIAL';
export const DISCORD_SOCIAL = '1100000000000000031';

export interface TinyBot {
  /** Posts a card into both #social, which Approve in either changes in both. */
  card(text: string): Promise<void>;
  /** Sends to the account as the webhook network does. */
  publish(text: string, key?: string, secret?: string, at?: number): Promise<Response>;
  stop(): Promise<void>;
}

export const MANIFEST = {
  display_information: { name: 'Bellwether' },
  features: {
    bot_user: { display_name: 'Bellwether', always_online: true },
    slash_commands: [
      {
        command: '/post',
        description: 'Write and show posts',
        usage_hint: 'new | silent | every',
        should_escape: true,
      },
      { command: '/help', description: 'What can be said', should_escape: true },
    ],
    shortcuts: [
      { name: 'Quote this', type: 'message', callback_id: 'quote', description: 'Quotes a message' },
    ],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'files:read', 'files:write'] } },
  settings: {
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
};

export async function startTinyBot(playground: Playground, clock: MovableClock): Promise<TinyBot> {
  const { environment } = playground;
  const cards = new Cards();
  const slack = await startSlackSide(environment, cards);
  const discord = await startDiscordSide(environment, cards);
  cards.connect(slack, discord);
  return {
    card: (text) => cards.post(text),
    publish: (
      text,
      key = randomUUID(),
      secret = environment.PLAYGROUND_ACCOUNT_SECRET ?? '',
      at = clock.now(),
    ) => publish(environment.PLAYGROUND_ACCOUNT_URL ?? '', { text, key, secret, at }),
    async stop() {
      await Promise.all([slack.stop(), discord.destroy()]);
    },
  };
}

/** The one card, mirrored. */
class Cards {
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

async function startSlackSide(environment: Record<string, string>, cards: Cards): Promise<App> {
  const clientOptions = { slackApiUrl: environment.SLACK_API_URL ?? '' };
  const receiver = new SocketModeReceiver({
    appToken: environment.SLACK_APP_TOKEN ?? '',
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({
    token: environment.SLACK_BOT_TOKEN ?? '',
    receiver,
    clientOptions,
    logLevel: LogLevel.ERROR,
  });
  app.command('/post', async ({ ack, command, client, respond }) => {
    if (command.text === 'silent') return;
    await ack();
    if (command.text === 'every') {
      await client.views.open({ trigger_id: command.trigger_id, view: EVERY_SLACK_FIELD });
      return;
    }
    const text = /text:"([^"]*)"/.exec(command.text)?.[1];
    if (text === undefined) {
      await client.views.open({ trigger_id: command.trigger_id, view: FORM });
      return;
    }
    await cards.post(text);
    await respond({ response_type: 'ephemeral', text: 'Post 1 is in review' });
  });
  app.view('post', async ({ ack, view }) => {
    const text = view.state.values.text?.typed?.value ?? '';
    if (text.includes('bad')) return ack({ response_action: 'errors', errors: { text: 'It says bad.' } });
    await ack();
    await cards.post(text);
  });
  app.view('every', async ({ ack, view }) => {
    await ack();
    const text = JSON.stringify(Object.values(view.state.values).map((block) => chosenIn(block.typed ?? {})));
    const blocks = [{ type: 'section' as const, text: plain(text) }, SLACK_SELECT];
    await app.client.chat.postMessage({ channel: SLACK_SOCIAL, text, blocks });
  });
  app.action('colour', async ({ ack, action, client }) => {
    await ack();
    const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
    await client.chat.postMessage({ channel: SLACK_SOCIAL, text: `Chosen: ${chosen}` });
  });
  app.action('approve', async ({ ack }) => {
    await ack();
    await cards.approve();
  });
  app.shortcut('quote', async ({ ack, shortcut, client }) => {
    await ack();
    await client.chat.postMessage({ channel: SLACK_SOCIAL, text: `Quoted by <@${shortcut.user.id}>` });
  });
  await app.start();
  return app;
}

const FORM = {
  type: 'modal' as const,
  callback_id: 'post',
  title: plain('New post'),
  submit: plain('Send for review'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'text',
      label: plain('Text'),
      hint: plain('What the post says'),
      element: { type: 'plain_text_input' as const, action_id: 'typed', multiline: true, max_length: 300 },
    },
    {
      type: 'input' as const,
      block_id: 'picture',
      optional: true,
      label: plain('Picture'),
      element: { type: 'file_input' as const, action_id: 'files', filetypes: ['png'], max_files: 1 },
    },
  ],
};

async function startDiscordSide(environment: Record<string, string>, cards: Cards): Promise<Client> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: environment.DISCORD_API_URL ?? '' },
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton()) {
      await interaction.deferUpdate();
      await cards.approve();
    } else if (interaction.isStringSelectMenu()) {
      await interaction.reply({ content: `Chosen: ${interaction.values.join()}` });
    } else if (interaction.isModalSubmit()) {
      const values = interaction.fields.fields.map((field) =>
        'values' in field ? field.values : 'value' in field && field.value,
      );
      const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(DISCORD_SELECT);
      await interaction.reply({ content: JSON.stringify(values), components: [row] });
    } else if (interaction.isChatInputCommand()) {
      if (interaction.options.getSubcommand() === 'silent') return;
      if (interaction.options.getSubcommand() === 'every') {
        await interaction.showModal(EVERY_DISCORD_FIELD);
        return;
      }
      const text = interaction.options.getString('text') ?? '';
      await interaction.reply({ content: `You said ${text}`, flags: 64 });
    }
  });
  await client.login(environment.DISCORD_TOKEN ?? '');
  await (await ready).application.commands.set([POST.toJSON()]);
  return client;
}

const POST = new SlashCommandBuilder()
  .setName('post')
  .setDescription('Write and show posts')
  .addSubcommand((sub) =>
    sub
      .setName('new')
      .setDescription('Write a post')
      .addStringOption((option) => option.setName('text').setDescription('What the post says'))
      .addStringOption((option) => option.setName('at').setDescription('When')),
  )
  .addSubcommand((sub) => sub.setName('every').setDescription('Every kind of field'))
  .addSubcommand((sub) => sub.setName('silent').setDescription('Says nothing'));

async function publish(
  url: string,
  { text, key, secret, at }: { text: string; key: string; secret: string; at: number },
): Promise<Response> {
  const body = JSON.stringify({
    event: 'publish',
    id: key,
    text,
    images: [{ content_type: 'image/png', alt: 'A dot', width: 1, height: 1, bytes: DOT }],
  });
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-bellwether-event': 'publish',
      'x-bellwether-timestamp': timestamp,
      'x-bellwether-signature': `v1=${signature}`,
    },
  });
}

/** A PNG of one pixel. */
export const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
