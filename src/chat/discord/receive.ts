/**
 * What people do in Discord, brought to the dispatcher. Everything is acknowledged first and worked on after; only
 * a form has to be the first answer itself. What cannot be acknowledged is not done, since nobody would be told.
 */

import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ContextMenuCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { MessageFlags } from 'discord-api-types/v10';
import { withEmoji } from '../../kit/emoji.ts';
import { Refusal } from '../../kit/finding.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { type Card, card, text } from '../card.ts';
import type { Dispatcher, FormSource, FormView } from '../dispatch.ts';
import type { Options, RawValues } from '../option.ts';
import { refusalCard } from '../refusal-cards.ts';
import type { Answerable, Answers } from './answers.ts';
import { buttonSource } from './buttons.ts';
import { completionsFor } from './completion.ts';
import { isStaleInteraction, loggable } from './fault.ts';
import { modalOf, sourceOf, valuesIn } from './form.ts';
import { targetOf } from './hear/menu.ts';
import { commandOf, incomingOf, messageOf } from './heard.ts';
import type { Names } from './speak/names.ts';

export interface ReceiverOptions<App> {
  dispatcher: Dispatcher<App>;
  answers: Answers;
  log: Log;
  /** The team's server. */
  guild?: string;
  names: Pick<Names, 'readable'>;
  /** Where uploaded files may be fetched from. */
  hosts: readonly string[];
}

export class Receiver<App> {
  private readonly options: ReceiverOptions<App>;
  private readonly held = new Set<Promise<void>>();

  constructor(options: ReceiverOptions<App>) {
    this.options = options;
  }

  /** Never rejects. */
  receive(interaction: Interaction): Promise<void> {
    return this.hold(this.handle(interaction));
  }

  private hold(work: Promise<void>): Promise<void> {
    const held = work.catch((error) => this.tell(error));
    this.held.add(held);
    return held.finally(() => this.held.delete(held));
  }

  /** Resolves when everything that was received is done. */
  async idle(): Promise<void> {
    await Promise.all(this.held);
  }

  private async handle(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand()) return this.command(interaction);
    if (interaction.isButton()) return this.button(interaction);
    if (interaction.isStringSelectMenu()) return this.select(interaction);
    if (interaction.isContextMenuCommand()) return this.menu(interaction);
    if (interaction.isModalSubmit()) return this.form(interaction);
    if (interaction.isAutocomplete()) return this.completion(interaction);
  }

  private async command(interaction: ChatInputCommandInteraction): Promise<void> {
    const { dispatcher, guild, hosts } = this.options;
    const { name, values: given } = commandOf(interaction, hosts);
    const command = dispatcher.command(name);
    if (command?.form && Object.keys(given).length === 0) return this.open({ command: name }, interaction);
    await interaction.deferReply(command?.answer === 'public' ? {} : { flags: MessageFlags.Ephemeral });
    const values = await this.readable(command?.options ?? {}, given, interaction);
    const shown = await dispatcher.run(name, values, incomingOf(interaction, guild));
    if (shown) await this.show(shown, (it) => this.options.answers.fill(interaction, it));
  }

  /** Words as their reader sees them, but for those that may go to a channel of Discord's, which knows their markup. */
  private async readable(options: Options, values: RawValues, { guildId }: Interaction): Promise<RawValues> {
    const { names } = this.options;
    const pairs = Object.entries(values).map(async ([name, value]) => {
      const option = options[name];
      if (option?.kind !== 'text' || typeof value !== 'string') return [name, value];
      const text = await withEmoji(withBareLinks(value));
      if (option.keepsMarkup) return [name, text];
      const server = guildId === null ? {} : { server: guildId };
      return [name, await names.readable({ text, names: {}, ...server })];
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  private async button(interaction: ButtonInteraction): Promise<void> {
    const source = buttonSource(interaction.customId);
    if (!source) return;
    if (this.options.dispatcher.button(source.action)?.form) return this.open(source, interaction);
    await interaction.deferUpdate();
    const incoming = { ...incomingOf(interaction, this.options.guild), message: messageOf(interaction) };
    const shown = await this.options.dispatcher.press(source.action, source.id, incoming);
    if (shown) await this.whisper(interaction, shown);
  }

  private async select(interaction: StringSelectMenuInteraction): Promise<void> {
    const source = buttonSource(interaction.customId);
    if (!source) return;
    await interaction.deferUpdate();
    const shown = await this.options.dispatcher.press(source.action, source.id, {
      ...incomingOf(interaction, this.options.guild),
      message: messageOf(interaction),
      choice: interaction.values[0],
    });
    if (shown) await this.whisper(interaction, shown);
  }

  private async menu(interaction: ContextMenuCommandInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const incoming = incomingOf(interaction, this.options.guild);
    const shown = await this.options.dispatcher.take(
      interaction.commandName,
      targetOf(interaction),
      incoming,
    );
    if (shown) await this.show(shown, (it) => this.options.answers.fill(interaction, it));
  }

  private async form(interaction: ModalSubmitInteraction): Promise<void> {
    const source = sourceOf(interaction.customId);
    if (!source) return;
    const { dispatcher, guild, hosts } = this.options;
    const options = dispatcher.formOf(source)?.options ?? {};
    const given = valuesIn(options, interaction.fields.fields.values(), hosts);
    const incoming = incomingOf(interaction, guild);
    if ('command' in source) {
      const open = dispatcher.command(source.command)?.answer === 'public';
      await interaction.deferReply(open ? {} : { flags: MessageFlags.Ephemeral });
      const values = await this.readable(options, given, interaction);
      const shown = await dispatcher.run(source.command, values, incoming);
      if (shown) await this.show(shown, (it) => this.options.answers.fill(interaction, it));
      return;
    }
    await interaction.deferUpdate();
    const message = messageOf(interaction);
    const values = await this.readable(options, given, interaction);
    const shown = await dispatcher.press(source.action, source.id, { ...incoming, message, values });
    if (shown) await this.whisper(interaction, shown);
  }

  private async open(
    source: FormSource,
    interaction: ChatInputCommandInteraction | ButtonInteraction,
  ): Promise<void> {
    const found = await this.options.dispatcher.openForm(source, incomingOf(interaction, this.options.guild));
    if (!found) return;
    const modal = 'heading' in found ? undefined : modalOrRefusal(found);
    if (modal && !('heading' in modal)) return void (await interaction.showModal(modal));
    const refused = modal ?? (found as Card);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await this.show(refused, (it) => this.options.answers.fill(interaction, it));
  }

  private async completion(interaction: AutocompleteInteraction): Promise<void> {
    const { name } = commandOf(interaction, []);
    const { name: option, value } = interaction.options.getFocused(true);
    const choices = this.options.dispatcher.command(name)?.options[option]?.choices ?? [];
    await interaction.respond(completionsFor(choices, value));
  }

  private whisper(interaction: Answerable, shown: Card): Promise<void> {
    return this.show(shown, (it) => this.options.answers.whisper(interaction, it));
  }

  /** What was done is done: if its card cannot be shown, that is said instead of leaving the person waiting. */
  private async show(shown: Card, put: (it: Card) => Promise<void>): Promise<void> {
    try {
      await put(shown);
    } catch (error) {
      this.tell(error);
      await put(notShown());
    }
  }

  private tell(error: unknown): void {
    const { log } = this.options;
    if (isStaleInteraction(error))
      log.info(loggable(error), 'Discord took no answer: too late, or another bot answered');
    else log.error(loggable(error), 'an answer to Discord failed');
  }
}

/** Without the brackets that keep Discord from showing what is behind a link; code stays. */
function withBareLinks(text: string): string {
  return text.replace(BRACKETED, (whole, link?: string) => link ?? whole);
}

const BRACKETED = /```[\s\S]*?```|`[^`\n]+`|<(https?:\/\/[^<>\s]+)>/gi;

function modalOrRefusal(view: FormView): ReturnType<typeof modalOf> | Card {
  try {
    return modalOf(view);
  } catch (error) {
    if (error instanceof Refusal) return refusalCard(error.findings);
    throw error;
  }
}

function notShown(): Card {
  return card(t('The answer cannot be shown here'), {
    tone: 'warning',
    blocks: [text(t('It may have been done: look before you try again.'))],
  });
}
