/** What Slack heard, after it was acknowledged: read, handed to the dispatcher, and its answer shown. */
import type { WebClient } from '@slack/web-api';
import { Refusal } from '../../kit/finding.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { type Card, card, text } from '../card.ts';
import type { MessageReference } from '../chat.ts';
import type { Dispatcher, Incoming } from '../dispatch.ts';
import type { FormSource } from '../form-view.ts';
import type { RawValues, UploadedFile } from '../option.ts';
import { refusalCard } from '../refusal-cards.ts';
import type { Answers, Asker } from './answers.ts';
import { readActionId } from './buttons.ts';
import { called } from './client.ts';
import { modalView } from './form.ts';
import { targetOf } from './hear/menu.ts';
import { type FormOrigin, readOrigin } from './origin.ts';
import {
  blockActions,
  interactionEvent,
  messageAction,
  slashCommand,
  submissionEvent,
  viewAction,
  viewSubmission,
} from './payloads.ts';
import { Previews } from './previews.ts';
import { SLACK } from './rich-text.ts';
import { readSlash } from './slash.ts';
import { readableArguments, readableFields } from './unescape.ts';
import type { SlackFile } from './uploads.ts';
import { readValues } from './view-state.ts';

export interface ReceiverOptions<App> {
  dispatcher: Dispatcher<App>;
  answers: Answers;
  client: WebClient;
  toUpload(file: SlackFile): UploadedFile;
  /** How somebody is called. */
  nameOf(user: string): Promise<string>;
  log: Log;
}

export class Receiver<App> {
  private readonly options: ReceiverOptions<App>;
  private readonly previews: Previews<App>;

  constructor(options: ReceiverOptions<App>) {
    this.options = options;
    this.previews = new Previews(options);
  }

  async command(body: unknown, isLate?: boolean): Promise<void> {
    const heard = slashCommand.parse(body);
    const { dispatcher, answers } = this.options;
    const asker: Asker = {
      user: heard.user_id,
      channel: heard.channel_id,
      responseUrl: heard.response_url,
      isLate,
    };
    const said = readSlash(heard.command, heard.text, dispatcher.commands);
    const incoming = incomingFrom(asker, interactionEvent(heard));
    if (said.kind === 'unclear') return answers.give(asker, said.answer, 'private');
    if (said.kind === 'run') {
      const values = await readableArguments(said.values, this.options.nameOf);
      return this.run(said.name, values, asker, incoming);
    }
    return this.openForm({ command: said.name }, { asker, incoming, trigger: heard.trigger_id });
  }

  async action(body: unknown, isLate?: boolean): Promise<void> {
    const heard = blockActions.parse(body);
    if (heard.view !== undefined) return this.previews.typed(viewAction.parse(body));
    const pressed = readActionId(heard.actions[0]?.action_id ?? '');
    if (!pressed || !heard.channel) return;
    const asker: Asker = {
      user: heard.user.id,
      channel: heard.channel.id,
      responseUrl: heard.response_url,
      isLate,
    };
    const incoming = incomingFrom(asker, interactionEvent(heard));
    // A message that only one person sees does not last: it cannot be edited later.
    const lasting = heard.container.is_ephemeral ? undefined : heard.container.message_ts;
    if (this.options.dispatcher.button(pressed.action)?.form)
      return this.openForm(pressed, { asker, incoming, trigger: heard.trigger_id, message: lasting });
    const choice = heard.actions[0]?.selected_option?.value;
    await this.press(pressed, {}, asker, { ...incoming, message: lasting, choice });
  }

  /** An entry of a message's menu. */
  async menu(body: unknown, isLate?: boolean): Promise<void> {
    const heard = messageAction.parse(body);
    const name = heard.callback_id.replace(/^menu:/, '');
    const asker: Asker = {
      user: heard.user.id,
      channel: heard.channel.id,
      responseUrl: heard.response_url,
      isLate,
    };
    const incoming = incomingFrom(asker, interactionEvent(heard));
    const answer = await this.options.dispatcher.take(name, targetOf(heard), incoming);
    if (answer) await this.options.answers.give(asker, answer, 'private');
  }

  async submission(body: unknown, isLate?: boolean): Promise<void> {
    const heard = viewSubmission.parse(body);
    const { source, channel, message, responseUrl } = readOrigin(heard.view.private_metadata);
    const asker: Asker = { user: heard.user.id, channel, responseUrl, isLate };
    const incoming = incomingFrom(asker, submissionEvent(heard));
    const { toUpload, nameOf } = this.options;
    const values = await readableFields(readValues(heard.view.state, toUpload), nameOf);
    if ('command' in source) return this.run(source.command, values, asker, incoming);
    await this.press(source, values, asker, { ...incoming, message });
  }

  private async run(name: string, values: RawValues, asker: Asker, incoming: Incoming): Promise<void> {
    const { dispatcher, answers } = this.options;
    const answer = await dispatcher.run(name, values, incoming);
    if (answer) await answers.give(asker, answer, dispatcher.command(name)?.answer ?? 'private');
  }

  private async press(
    { action, id }: { action: string; id: string },
    values: RawValues,
    asker: Asker,
    incoming: Incoming & { message?: string; choice?: string },
  ): Promise<void> {
    const message = incoming.message === undefined ? undefined : reference(asker.channel, incoming.message);
    const answer = await this.options.dispatcher.press(action, id, { ...incoming, message, values });
    if (answer) await this.options.answers.give(asker, answer, 'private');
  }

  private async openForm(source: FormSource, opening: Opening): Promise<void> {
    const { dispatcher, answers, client } = this.options;
    const { asker, incoming, trigger, message } = opening;
    const opened = await dispatcher.openForm(source, incoming);
    if (!opened) return;
    if ('heading' in opened) return answers.give(asker, opened, 'private');
    const origin: FormOrigin = { source, channel: asker.channel, message, responseUrl: asker.responseUrl };
    try {
      await called(client.views.open({ trigger_id: trigger, view: modalView(opened, origin) }));
    } catch (error) {
      this.options.log.warn({ err: error }, 'Slack: a form was not opened');
      await answers.give(asker, notOpened(error), 'private');
    }
  }
}

interface Opening {
  asker: Asker;
  incoming: Incoming;
  trigger: string;
  message?: string;
}

function incomingFrom({ user, channel }: Asker, event: string): Incoming {
  return { identity: { chat: SLACK, user }, channel, event };
}

function reference(channel: string, message: string): MessageReference {
  return { chat: SLACK, channel, message };
}

function notOpened(error: unknown): Card {
  if (error instanceof Refusal) return refusalCard(error.findings);
  return card(t('The form did not open'), {
    tone: 'warning',
    blocks: [text(t('Slack lets us open a form within three seconds, and that was missed. Try again.'))],
  });
}
