/** Listeners that note what they hear. */
import type { Heard, HeardKind } from '../../src/chat/heard.ts';
import type { Channels, Listener } from '../../src/chat/listener.ts';

export interface NotesHeard {
  heard: Heard[];
}

/** Notes every event of these kinds. */
export function noting<App extends NotesHeard>(
  hears: readonly HeardKind[],
  more: { content?: boolean; channels?: Channels } = {},
): Listener<App, string> {
  const { content, channels } = more;
  return {
    name: 'noting',
    summary: 'Notes what it hears',
    hears,
    content,
    on: () => true,
    ...(channels ? { in: () => channels } : {}),
    run(event, app) {
      app.heard.push(event);
      return undefined;
    },
  };
}
