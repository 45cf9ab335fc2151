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
import type { Clock } from '../../kit/clock.ts';
import { Refusal } from '../../kit/finding.ts';
import type { Card } from '../card.ts';
import type { FormSource, FormView } from '../form-view.ts';
import { refusalCard } from '../refusal-cards.ts';
import { type Asked, commonOf } from './asked.ts';
import { buttonSource } from './buttons.ts';
import { completionsFor } from './completion.ts';
import { modalOf, sourceOf, valuesIn } from './form.ts';
import { targetOf } from './hear/menu.ts';
import { CHAT, commandOf, incomingOf, messageOf } from './heard.ts';
import { Performer, type PerformerOptions } from './performing.ts';

export interface ReceiverOptions<App> extends PerformerOptions<App> {
  clock: Clock;
  /** The team's server. */
  guild?: string;
}

export class Receiver<App> {
  private readonly options: ReceiverOptions<App>;
  private readonly performer: Performer<App>;
  private readonly held = new Set<Promise<void>>();

  constructor(options: ReceiverOptions<App>) {
    this.options = options;
    this.performer = new Performer(options);
  }

  /** Never rejects. */
  receive(interaction: Interaction): Promise<void> {
    return this.hold(this.handle(interaction));
  }

  /** Goes on with what the dead left, until the returned function is called. */
  takeUp(): () => void {
    const { journal } = this.options;
    return journal.takeUp(CHAT, (kept, isLate) => {
      const again = this.performer.again(kept, isLate);
      void this.hold(again.finally(() => journal.done(kept.event)));
    });
  }

  /** Resolves when everything that was received is done. */
  async idle(): Promise<void> {
    await Promise.all(this.held);
  }

  private hold(work: Promise<void>): Promise<void> {
    const held = work.catch((error) => this.performer.tell(error));
    this.held.add(held);
    return held.finally(() => this.held.delete(held));
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
    const { name, values } = commandOf(interaction, hosts);
    const command = dispatcher.command(name);
    if (command?.form && Object.keys(values).length === 0) return this.open({ command: name }, interaction);
    const asked: Asked = { kind: 'run', name, values, ...commonOf(interaction, guild) };
    await this.perform(asked, () => interaction.deferReply(visibility(command)));
  }

  private async button(interaction: ButtonInteraction): Promise<void> {
    const source = buttonSource(interaction.customId);
    if (!source) return;
    if (this.options.dispatcher.button(source.action)?.form) return this.open(source, interaction);
    await this.press(source, interaction, {});
  }

  private async select(interaction: StringSelectMenuInteraction): Promise<void> {
    const source = buttonSource(interaction.customId);
    if (source) await this.press(source, interaction, { choice: interaction.values[0] });
  }

  private async menu(interaction: ContextMenuCommandInteraction): Promise<void> {
    const { commandName: name } = interaction;
    const common = commonOf(interaction, this.options.guild);
    const asked: Asked = { kind: 'take', name, target: targetOf(interaction), values: {}, ...common };
    await this.perform(asked, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  }

  private async form(interaction: ModalSubmitInteraction): Promise<void> {
    const source = sourceOf(interaction.customId);
    if (!source) return;
    const { dispatcher, guild, hosts } = this.options;
    const values = valuesIn(dispatcher.optionsOf(source), interaction.fields.fields.values(), hosts);
    if (!('command' in source)) return this.press(source, interaction, { values });
    const asked: Asked = { kind: 'run', name: source.command, values, ...commonOf(interaction, guild) };
    await this.perform(asked, () => interaction.deferReply(visibility(dispatcher.command(source.command))));
  }

  private async press(
    { action, id }: { action: string; id: string },
    interaction: ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction,
    given: Pick<Asked & { kind: 'press' }, 'choice'> & Partial<Pick<Asked, 'values'>>,
  ): Promise<void> {
    const message = messageOf(interaction);
    const common = commonOf(interaction, this.options.guild);
    const asked: Asked = { kind: 'press', action, id, message, values: {}, ...given, ...common };
    await this.perform(asked, () => interaction.deferUpdate());
  }

  private async perform(asked: Asked, acknowledge: () => Promise<unknown>): Promise<void> {
    const { journal, clock } = this.options;
    const { event } = asked.incoming;
    journal.heard({ chat: CHAT, event, until: clock.now() + ANSWERED_WITHIN, body: asked });
    try {
      await acknowledge();
      journal.reached(event, 'acknowledged');
      await this.performer.perform(asked);
    } finally {
      journal.done(event);
    }
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
    await this.performer.show(refused, (it) => this.options.answers.fill(interaction, it));
  }

  private async completion(interaction: AutocompleteInteraction): Promise<void> {
    const { name } = commandOf(interaction, []);
    const { name: option, value } = interaction.options.getFocused(true);
    const choices = this.options.dispatcher.command(name)?.options[option]?.choices ?? [];
    await interaction.respond(completionsFor(choices, value));
  }
}

/** ms that an interaction's token takes answers. */
const ANSWERED_WITHIN = 15 * 60_000;

function visibility(command: { answer: 'private' | 'public' } | undefined) {
  return command?.answer === 'public' ? {} : { flags: MessageFlags.Ephemeral as const };
}

function modalOrRefusal(view: FormView): ReturnType<typeof modalOf> | Card {
  try {
    return modalOf(view);
  } catch (error) {
    if (error instanceof Refusal) return refusalCard(error.findings);
    throw error;
  }
}
