/** One person at their Slack client: what they see and what they can do. */
import type { Core } from '../core.ts';
import type { Answer, EnvelopeType } from '../delivery/transport.ts';
import type { Json } from '../json.ts';
import { depart, enter } from '../membership.ts';
import type { StoredMessage } from '../messages.ts';
import { valuesFor } from '../modals.ts';
import {
  globalShortcutPayload,
  messageActionPayload,
  messageShortcutPayload,
  slashCommandPayload,
} from '../payloads/interaction.ts';
import { remove } from '../posting.ts';
import { addReaction } from '../reactions.ts';
import { SlackRefusal } from '../refusal.ts';
import { respond, saysSomething } from '../respond.ts';
import type { Channel } from '../workspace.ts';
import { actionOf, findElement } from './actions.ts';
import { asSent } from './emoji.ts';
import * as forms from './forms.ts';
import { visitHome } from './home.ts';
import { failureOf, NOT_SENT, type Outcome, outcomeOf, refusedByClient, slackbotSays } from './outcome.ts';
import { type ShownChannel, type ShownMessage, shownChannels, shownMessages } from './shown.ts';
import { slackText } from './typed.ts';
import { type BroughtFile, bring } from './uploads.ts';
import { rewrite, write } from './writing.ts';

export interface Said extends Outcome {
  ts: string;
}

/** Channels are named by id, by name or `#name`. Asking for what is not on the screen throws. */
export class SlackPerson {
  readonly id: string;
  readonly #core: Core;

  constructor(core: Core, userId: string) {
    this.#core = core;
    this.id = core.workspace.user(userId).id;
  }

  channels(): ShownChannel[] {
    return shownChannels(this.#core, this.id);
  }

  /** Oldest first, replies under their thread's first message, private answers among them. */
  messages(channel: string): ShownMessage[] {
    return shownMessages(this.#core, this.id, this.#channel(channel).id);
  }

  /** Sends a slash command, such as `command('#social', '/post', 'new text:"Hello"')`. `@name` is a mention where the app asks for it. */
  async command(channelName: string, command: string, text = ''): Promise<Outcome> {
    const core = this.#core;
    const channel = this.#channel(channelName);
    if (!core.installation.hasCommand(command)) {
      const problem = `${command} is not a valid command.`;
      slackbotSays(core, this.id, channel.id, problem);
      return refusedByClient(problem);
    }
    const typed = await asSent(text);
    const sent = core.installation.isEscaped(command) ? slackText(core.workspace, typed) : typed;
    const payload = slashCommandPayload(core, this.id, channel, command, sent);
    const answer = await this.#interact('slash_commands', payload);
    if (!answer.acknowledged) {
      const problem = `${command} failed with the error "${failureOf(answer)}"`;
      slackbotSays(core, this.id, channel.id, problem);
      return refusedByClient(problem);
    }
    return this.#showAnswer(answer, command, channel);
  }

  /** Presses a button, named by its action id or its words. `value` tells buttons of one name apart. */
  press(channel: string, ts: string, actionId: string, value?: string): Promise<Outcome> {
    return this.#act(channel, ts, actionId, value, value);
  }

  /** Chooses in a select, a picker or an overflow menu, by value or by the words on the option. */
  choose(channel: string, ts: string, actionId: string, choice: unknown): Promise<Outcome> {
    return this.#act(channel, ts, actionId, choice, undefined);
  }

  /** The form on top, if one is open. */
  modal(): forms.ShownModal | undefined {
    return forms.shownModal(this.#core, this.id);
  }

  /** Types into the open form without sending it; the app hears of it where the field (the last of them) says so. */
  type(values: Json): Promise<Outcome> {
    return forms.type(this.#core, this.id, values);
  }

  /** Types into the open form and sends it. Keys are `block_id/action_id` or either alone. */
  submit(values: Json = {}): Promise<Outcome> {
    return forms.submit(this.#core, this.id, values);
  }

  /** Presses a button or chooses in the open form. */
  pressInModal(actionId: string, value?: unknown): Promise<Outcome> {
    return forms.pressInForm(this.#core, this.id, actionId, value);
  }

  /** Closes the form on top, with `all` those below it as well. */
  closeModal({ all = false }: { all?: boolean } = {}): Promise<Outcome> {
    return forms.close(this.#core, this.id, all);
  }

  /** Takes a message's menu entry. */
  async shortcut(callbackId: string, channel: string, ts: string): Promise<Outcome> {
    const message = this.#message(channel, ts);
    if (!this.#core.installation.hasShortcut(callbackId, 'message'))
      throw new Error(`The message menu has no "${callbackId}".`);
    const payload = messageShortcutPayload(this.#core, this.id, message, callbackId);
    return outcomeOf(await this.#interact('interactive', payload));
  }

  async globalShortcut(callbackId: string): Promise<Outcome> {
    if (!this.#core.installation.hasShortcut(callbackId, 'global'))
      throw new Error(`There is no shortcut "${callbackId}".`);
    const payload = globalShortcutPayload(this.#core, this.id, callbackId);
    return outcomeOf(await this.#interact('interactive', payload));
  }

  /** Writes a message; `@name` becomes a mention. */
  say(channel: string, typed: string, { threadTs }: { threadTs?: string } = {}): Promise<Said> {
    return this.#post(channel, { typed, threadTs });
  }

  /** Drops a file into a channel, with words if wanted. */
  upload(channel: string, file: BroughtFile, typed = ''): Promise<Said> {
    return this.#post(channel, { typed, fileId: bring(this.#core, this.id, file) });
  }

  async react(channel: string, ts: string, name: string): Promise<Outcome> {
    const message = this.#message(channel, ts);
    return heardOutcome(await addReaction(this.#core, message, this.id, name));
  }

  /** Changes the words of the person's own message. */
  editMessage(channel: string, ts: string, typed: string): void {
    rewrite(this.#core, this.id, this.#message(channel, ts), typed);
  }

  /** Joins a public channel. */
  async joinChannel(channel: string): Promise<Outcome> {
    const found = this.#core.workspace.channel(channel);
    if (found.kind !== 'public') throw new SlackRefusal('channel_not_found');
    return heardOutcome(await enter(this.#core, found, this.id));
  }

  async leaveChannel(channel: string): Promise<Outcome> {
    return heardOutcome(await depart(this.#core, this.#core.workspace.channel(channel), this.id));
  }

  /** Deletes the person's own message. */
  deleteMessage(channel: string, ts: string): void {
    const message = this.#message(channel, ts);
    if (message.userId !== this.id) throw new SlackRefusal('cant_delete_message');
    remove(this.#core, message);
  }

  /** Takes a private answer off the screen. */
  dismiss(channel: string, ts: string): void {
    const message = this.#message(channel, ts);
    if (!message.onlyFor) throw new Error(`The message ${ts} is not a private one.`);
    remove(this.#core, message);
  }

  /** Opens the direct messages with the app. Gives the channel's id. */
  openDirectMessages(): string {
    const channel = this.#core.workspace.directMessages([this.id]);
    this.#core.changes.emit({ kind: 'channel', channel: channel.id });
    return channel.id;
  }

  /** Opens the app's Home tab. */
  async openHome(): Promise<Outcome> {
    return heardOutcome(await visitHome(this.#core, this.id));
  }

  async #act(
    channel: string,
    ts: string,
    wanted: string,
    given: unknown,
    twinValue: string | undefined,
  ): Promise<Outcome> {
    const core = this.#core;
    const message = this.#message(channel, ts);
    const placed = findElement(message.blocks, wanted, twinValue);
    const { action, value } = actionOf(core, placed, given);
    const values = valuesFor(message.blocks, {});
    if (value) values[placed.blockId] = { ...values[placed.blockId], [placed.actionId]: value };
    const payload = messageActionPayload(core, this.id, message, action, values);
    return outcomeOf(await this.#interact('interactive', payload));
  }

  async #interact(type: Exclude<EnvelopeType, 'events_api'>, payload: Json): Promise<Answer> {
    if (type === 'interactive' && !this.#core.installation.isInteractive())
      return { acknowledged: false, reason: 'not_interactive' };
    return this.#core.delivery.interact(type, payload);
  }

  #showAnswer(answer: Answer & { acknowledged: true }, command: string, channel: Channel): Outcome {
    const core = this.#core;
    const outcome: Outcome = { ok: true, acknowledgedAfterMs: answer.afterMs };
    if (!saysSomething(answer.payload)) return outcome;
    try {
      respond(core, { userId: this.id, channel: channel.id }, answer.payload);
      return outcome;
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      const problem = `${command} failed with the error "${error.code}"`;
      slackbotSays(core, this.id, channel.id, problem);
      return { ...outcome, ok: false, problem };
    }
  }

  async #post(
    channelName: string,
    { typed, threadTs, fileId }: { typed: string; threadTs?: string | undefined; fileId?: string },
  ): Promise<Said> {
    const { id: channel, isArchived } = this.#channel(channelName);
    if (isArchived) throw new SlackRefusal('is_archived');
    const under = threadTs && (this.#message(channel, threadTs).threadTs ?? threadTs);
    const { message, heard } = write(this.#core, this.id, { channel, typed, threadTs: under, fileId });
    return { ...heardOutcome(await heard), ts: message.ts };
  }

  #channel(reference: string): Channel {
    const channel = this.#core.workspace.channel(reference);
    if (!channel.members.has(this.id)) throw new SlackRefusal('not_in_channel');
    return channel;
  }

  #message(channel: string, ts: string): StoredMessage {
    const all = this.#core.messages.visibleTo(this.id, this.#channel(channel).id);
    const message = all.find((candidate) => candidate.ts === ts);
    if (!message) throw new SlackRefusal('message_not_found');
    return message;
  }
}

/** The person's own doing stands whether or not the app heard of it. */
function heardOutcome(answers: Answer[]): Outcome {
  const failed = answers.find((answer) => !answer.acknowledged);
  if (failed) return { ...outcomeOf(failed), ok: true };
  const [first] = answers;
  return first ? outcomeOf(first) : NOT_SENT;
}
