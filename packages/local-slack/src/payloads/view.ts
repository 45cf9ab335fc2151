/** A view as Slack shows it to the app. */
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import type { StoredView } from '../views.ts';

export function viewPayload(core: Core, view: StoredView): Json {
  const { definition } = view;
  return {
    id: view.id,
    team_id: core.workspace.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: definition.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    close: definition.close ?? null,
    submit: definition.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: core.workspace.app.appId,
    external_id: definition.external_id ?? '',
    app_installed_team_id: core.workspace.teamId,
    bot_id: core.workspace.botId,
  };
}
