/**
 * One person in front of their Discord. Everything goes in and comes out as plain data; what the
 * client itself would refuse is not sent, and says why in `problem`.
 */
import type { APIMessage } from 'discord-api-types/v10';
import { DiscordError } from '../errors/discord-error.ts';
import type { ChannelJson } from '../guild/json.ts';
import { type Act, ban, kick, timeOut, unban } from '../guild/moderate.ts';
import type { State } from '../state/state.ts';
import type { CommandValues } from './command-input.ts';
import { completeOption, runCommand, runMessageCommand, runUserCommand } from './commands.ts';
import { chooseValues, closeModal, dismiss, pressButton, submitModal } from './components.ts';
import type { ModalValues } from './modal-input.ts';
import { type Choice, ClientRefusal, type Outcome, refused } from './outcome.ts';
import { directChannelId, edit, erase, openThread, react, type SayOptions, say, unreact } from './say.ts';
import { type ModalView, modalView } from './snapshot.ts';
import { channelsJson, messagesFor } from './view.ts';

export class DiscordPerson {
  readonly id: string;
  readonly #state: State;

  constructor(state: State, userId: string) {
    if (!state.users.has(userId)) throw new Error(`There is no person ${userId} in the local Discord.`);
    this.id = userId;
    this.#state = state;
  }

  channels(): ChannelJson[] {
    return channelsJson(this.#state, this.id);
  }

  /** Oldest first, as the person sees them: with their own ephemeral answers, without others'. */
  messages(channelId: string): APIMessage[] {
    return messagesFor(this.#state, this.id, channelId);
  }

  /** The channel id of the person's direct messages with the app. */
  directChannel(): string {
    return directChannelId(this.#state, this.id);
  }

  /** `command` reads like `post new`; options are by name. */
  command(channelId: string, command: string, options: CommandValues = {}): Promise<Outcome> {
    return attempt(() => runCommand(this.#state, this.id, channelId, command, options));
  }

  async autocomplete(
    channelId: string,
    command: string,
    options: CommandValues,
    focused: string,
  ): Promise<Outcome & { choices: Choice[] }> {
    const done = await attempt(() =>
      completeOption(this.#state, this.id, channelId, command, options, focused),
    );
    return { choices: [], ...done };
  }

  press(messageId: string, customId: string): Promise<Outcome> {
    return attempt(() => pressButton(this.#state, this.id, messageId, customId));
  }

  choose(messageId: string, customId: string, values: readonly string[]): Promise<Outcome> {
    return attempt(() => chooseValues(this.#state, this.id, messageId, customId, values));
  }

  /** The form that is open on this person's screen. */
  modal(): ModalView | undefined {
    return modalView(this.#state, this.id);
  }

  /** Stays open when a field is refused or the app does not answer. */
  submit(values: ModalValues): Promise<Outcome> {
    const modal = this.#state.modals.get(this.id);
    if (!modal) return Promise.resolve(refused('No form is open.'));
    return attempt(() => submitModal(this.#state, this.id, modal, values));
  }

  closeModal(): void {
    closeModal(this.#state, this.id);
  }

  messageCommand(name: string, messageId: string): Promise<Outcome> {
    return attempt(() => runMessageCommand(this.#state, this.id, name, messageId));
  }

  userCommand(name: string, userId: string, channelId?: string): Promise<Outcome> {
    return attempt(() => runUserCommand(this.#state, this.id, name, userId, channelId));
  }

  async say(channelId: string, text: string, options: SayOptions = {}): Promise<Said> {
    const done = await attempt(async () => {
      const message = await say(this.#state, this.id, channelId, text, options);
      return { ok: true, acknowledgedAfterMs: null, message };
    });
    return done;
  }

  edit(messageId: string, text: string): Promise<Outcome> {
    return attempt(async () => {
      await edit(this.#state, this.id, messageId, text);
      return { ok: true, acknowledgedAfterMs: null };
    });
  }

  /** Their own, or with the right to manage messages anybody's. */
  delete(messageId: string): Promise<Outcome> {
    return this.#act(() => erase(this.#state, this.id, messageId));
  }

  /** Opens a public thread, from a message or by itself. Throws where the client would not let them. */
  openThread(channelId: string, name: string, messageId?: string): string {
    return openThread(this.#state, this.id, channelId, name, messageId);
  }

  react(messageId: string, emoji: string): Promise<Outcome> {
    return this.#act(() => react(this.#state, this.id, messageId, emoji));
  }

  unreact(messageId: string, emoji: string): Promise<Outcome> {
    return this.#act(() => unreact(this.#state, this.id, messageId, emoji));
  }

  /** What a moderator does in the client; refused without the right, and on somebody who is not below them. */
  timeOut(userId: string, until: number | null, reason?: string): Promise<Outcome> {
    return this.#act(() => timeOut(this.#state, this.#by(reason), userId, until));
  }

  kick(userId: string, reason?: string): Promise<Outcome> {
    return this.#act(() => kick(this.#state, this.#by(reason), userId));
  }

  ban(userId: string, reason?: string, deleteMessageSeconds = 0): Promise<Outcome> {
    return this.#act(() => ban(this.#state, this.#by(reason), userId, deleteMessageSeconds));
  }

  unban(userId: string, reason?: string): Promise<Outcome> {
    return this.#act(() => unban(this.#state, this.#by(reason), userId));
  }

  /** Puts an ephemeral answer away. */
  dismiss(messageId: string): Promise<Outcome> {
    return this.#act(() => dismiss(this.#state, this.id, messageId));
  }

  #by(reason: string | undefined): Act {
    return { actorId: this.id, reason: reason ?? null };
  }

  #act(action: () => void): Promise<Outcome> {
    return attempt(async () => {
      action();
      return { ok: true, acknowledgedAfterMs: null };
    });
  }
}

export interface Said extends Outcome {
  message?: APIMessage;
}

async function attempt<T extends Outcome>(action: () => Promise<T>): Promise<T | Outcome> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ClientRefusal || error instanceof DiscordError) return refused(error.message);
    throw error;
  }
}
