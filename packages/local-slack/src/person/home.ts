/** A person opens the app's Home tab, of which the app is told. */
import type { Core } from '../core.ts';
import type { Answer } from '../delivery/transport.ts';
import { viewPayload } from '../payloads/view.ts';
import { tell } from '../posting.ts';

export function visitHome(core: Core, userId: string): Promise<Answer[]> {
  const home = core.views.home(userId);
  const channel = core.workspace.directMessages([userId]);
  const event = {
    type: 'app_home_opened',
    user: userId,
    channel: channel.id,
    tab: 'home',
    ...(home ? { view: viewPayload(core, home) } : {}),
    event_ts: core.timestamps.next(),
  };
  return tell(core, 'app_home_opened', event);
}
