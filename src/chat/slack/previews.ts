/** Keeps what stands below a form's fields up to date while somebody types. */
import type { WebClient } from '@slack/web-api';
import type { Log } from '../../kit/log.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { UploadedFile } from '../option.ts';
import { called } from './client.ts';
import { modalView } from './form.ts';
import { readOrigin } from './origin.ts';
import { interactionEvent, type ViewAction } from './payloads.ts';
import { SLACK } from './rich-text.ts';
import { readableFields } from './unescape.ts';
import type { SlackFile } from './uploads.ts';
import { readValues } from './view-state.ts';

interface PreviewsOptions<App> {
  dispatcher: Dispatcher<App>;
  client: WebClient;
  toUpload(file: SlackFile): UploadedFile;
  nameOf(user: string): Promise<string>;
  log: Log;
}

export class Previews<App> {
  private readonly options: PreviewsOptions<App>;
  /** What was typed last, by the form that is being updated. */
  private readonly newest = new Map<string, ViewAction>();

  constructor(options: PreviewsOptions<App>) {
    this.options = options;
  }

  /** Of what is typed while an update is under way, only the last is shown. */
  async typed(heard: ViewAction): Promise<void> {
    const { id } = heard.view;
    const isBusy = this.newest.has(id);
    this.newest.set(id, heard);
    if (isBusy) return;
    try {
      for (let shown: ViewAction | undefined; shown !== this.newest.get(id); ) {
        shown = this.newest.get(id) as ViewAction;
        await this.show(shown);
      }
    } catch (error) {
      // It may be closed by now, and what is wrong is told when it is sent.
      this.options.log.info({ err: error }, 'Slack: the preview of a form was not updated');
    } finally {
      this.newest.delete(id);
    }
  }

  private async show(heard: ViewAction): Promise<void> {
    const { dispatcher, client, toUpload, nameOf } = this.options;
    const origin = readOrigin(heard.view.private_metadata);
    const identity = { chat: SLACK, user: heard.user.id };
    const incoming = { identity, channel: origin.channel, event: interactionEvent(heard) };
    const values = await readableFields(readValues(heard.view.state, toUpload), nameOf);
    const view = await dispatcher.previewForm(origin.source, values, incoming);
    if (!view) return;
    // Without its hash: that changes with each update, and what is typed meanwhile knows only the one before.
    await called(client.views.update({ view_id: heard.view.id, view: modalView(view, origin) }));
  }
}
