/** Hears Discord over its gateway, on discord.js, which is loaded when the chat starts. */

import { setTimeout as wait } from 'node:timers/promises';
import type { REST } from '@discordjs/rest';
import type { Client, Interaction } from 'discord.js';
import { t } from '../../kit/t.ts';
import type { Chat, Messenger } from '../chat.ts';
import type { Dispatcher } from '../dispatch.ts';
import { NO_JOURNAL } from '../journal.ts';
import type { HeardHandler } from '../listeners.ts';
import { Answers } from './answers.ts';
import { leanClient } from './client.ts';
import { startError } from './fault.ts';
import { hearEvents, watchThreads } from './hear/events.ts';
import { intentsFor } from './hear/intents.ts';
import type { Threads } from './hear/threads.ts';
import { CHAT } from './heard.ts';
import { createAnsweringRest, type DiscordOptions, fileHosts, restOptions } from './options.ts';
import { LONGEST_HELLO, Patience } from './patience.ts';
import { Receiver } from './receive.ts';
import { register } from './register.ts';
import { registrationOf } from './registration.ts';
import { Names } from './speak/names.ts';

export class DiscordChat<App> implements Chat {
  readonly chat = CHAT;
  private readonly options: DiscordOptions;
  private readonly dispatcher: Dispatcher<App>;
  private readonly handler: HeardHandler;
  private readonly answering: REST;
  private client: Client | undefined;
  private patience: Patience | undefined;
  private receiver: Receiver<App> | undefined;
  private ended: string | undefined;
  /** Bits of what the gateway was asked to tell. */
  private intents = 0;
  private isRefreshing = false;
  /** How often it was stopped. */
  private stops = 0;
  private stopEvents = () => {};
  private stopTaking = () => {};
  private readonly messenger: Messenger;

  constructor(
    options: DiscordOptions,
    dispatcher: Dispatcher<App>,
    handler: HeardHandler,
    messenger: Messenger,
  ) {
    this.options = options;
    this.dispatcher = dispatcher;
    this.handler = handler;
    this.messenger = messenger;
    this.answering = createAnsweringRest(options);
  }

  async start(): Promise<void> {
    this.ended = undefined;
    await this.open((client, patience) => {
      this.client = client;
      this.patience = patience;
    });
  }

  /**
   * What is listened to may have changed with the team file: then a second connection asks for it, and takes the place
   * of the first when it is there. Where Discord refuses that, the bot hears on what it heard. Never rejects.
   */
  async refresh(): Promise<void> {
    const { client, patience, stops } = this;
    const isWanted = intentsFor(this.handler.needs(CHAT)) !== this.intents;
    if (!client || this.ended || !isWanted || this.isRefreshing) return;
    this.isRefreshing = true;
    const stopEvents = this.stopEvents;
    try {
      await this.open(() => {});
      client.removeAllListeners('interactionCreate');
      stopEvents();
      await leave(client, patience);
      // A stop that came meanwhile knew of the first connection alone.
      if (this.stops !== stops) await this.stop();
    } catch (error) {
      this.options.log.error({ err: error }, 'what the team file switches on cannot be heard in Discord');
    } finally {
      this.isRefreshing = false;
    }
  }

  /** `began` is told before the gateway answers. The client that hears is the last one that was ready. */
  private async open(began: (client: Client, patience: Patience) => void): Promise<void> {
    const commands = registrationOf(this.dispatcher.commands, this.dispatcher.groups, this.dispatcher.menus);
    let broke: (code: number) => void = () => {};
    const broken = new Promise<never>((_, reject) => {
      broke = (code) => reject(new Error(closeReason(code)));
    });
    broken.catch(() => {});
    const patience = new Patience(this.options.readyWithin ?? LONGEST_HELLO, broke);
    const intents = intentsFor(this.handler.needs(CHAT));
    const client = await leanClient(this.options, intents, patience);
    const threads = watchThreads(client);
    began(client, patience);
    this.watch(client);
    try {
      // discord.js would go on for ever by itself with a gateway that is not there.
      const application = await Promise.race([this.connect(client), broken]);
      const written = await register(client.rest, application, this.options.guild, commands);
      this.options.log.info({ written }, 'Discord commands are registered');
      this.client = client;
      this.patience = patience;
      this.intents = intents;
      this.hear(client, threads);
    } catch (error) {
      await leave(client, patience);
      throw startError(error, restOptions(this.options).api ?? '');
    }
  }

  async stop(): Promise<void> {
    const { client, patience } = this;
    this.stops += 1;
    this.stopTaking();
    client?.removeAllListeners('interactionCreate');
    this.stopEvents();
    await Promise.all([this.receiver?.idle(), this.handler.idle()]);
    client?.removeAllListeners('shardReconnecting');
    if (client) await leave(client, patience);
    this.ended = t('stopped');
  }

  fault(): string | undefined {
    if (!this.client) return t('not started');
    if (this.ended) return this.ended;
    const connected = this.client.isReady() && this.client.ws.shards.every((shard) => shard.status === READY);
    return connected ? undefined : t('connecting to Discord');
  }

  /** Resolves with the application's id when Discord is ready. */
  private async connect(client: Client): Promise<string> {
    const { token, readyWithin = LONGEST_HELLO } = this.options;
    let late: NodeJS.Timeout | undefined;
    const ready = new Promise<string>((resolve, reject) => {
      client.once('clientReady', (own) => resolve(own.application.id));
      late = setTimeout(() => reject(new Error(t('the gateway was not ready in time'))), readyWithin).unref();
    });
    try {
      const [application] = await Promise.all([ready, client.login(token)]);
      return application;
    } finally {
      clearTimeout(late);
    }
  }

  private hear(client: Client, threads: Threads): void {
    const receiver = new Receiver({
      dispatcher: this.dispatcher,
      answers: new Answers(this.answering, this.options.media),
      names: new Names(client.rest, this.options.clock),
      log: this.options.log,
      guild: this.options.guild,
      hosts: fileHosts(this.options),
      clock: this.options.clock,
      journal: this.options.journal ?? NO_JOURNAL,
      direct: async (user, shown, key) => {
        await this.messenger.send(await this.messenger.directChannel(user), shown, key);
      },
    });
    this.receiver = receiver;
    this.stopTaking = receiver.takeUp();
    client.on('interactionCreate', (interaction: Interaction) => void receiver.receive(interaction));
    const { guild, log } = this.options;
    const self = client.user?.id ?? '';
    this.stopEvents = hearEvents(client, threads, { self, guild, log, handler: this.handler });
  }

  private watch(client: Client): void {
    const { log } = this.options;
    client.on('error', (error) => log.warn({ err: error }, 'Discord client error'));
    client.on('shardError', (error) => log.warn({ err: error }, 'Discord connection error'));
    client.on('shardReconnecting', () => log.info('connecting to Discord again'));
    client.on('shardDisconnect', ({ code }) => {
      if (this.client === client) this.ended = closeReason(code);
      log.error({ code }, 'Discord closed the connection for good');
    });
  }
}

/** discord.js waits for ever where it is told to go while it waits for a hello. */
async function leave(client: Client, patience: Patience | undefined): Promise<void> {
  patience?.giveUp();
  await Promise.race([client.destroy(), wait(LONGEST_GOODBYE, undefined, { ref: false })]);
}

/** ms */
const LONGEST_GOODBYE = 1_000;
/** discord.js's Status.Ready. */
const READY = 0;

function closeReason(code: number): string {
  if (code === 4004) return 'Authentication failed';
  if (code === 4014) return 'Used disallowed intents';
  return t('Discord closed the connection ({code})', { code });
}
