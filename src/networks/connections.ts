/**
 * The connections to all networks but the webhooks. Leave to send is asked for where nothing lies between it and the
 * first byte: as a request is handed to a connection that stands, and again when a new one has come to stand. Whoever
 * stood still meanwhile would send in a name that is another's by then, and before its own deadline can tell it.
 */
import { askPermission } from './permission.ts';

/** As Node's own types call what its `fetch` sends by. */
type Dispatcher = NonNullable<RequestInit['dispatcher']>;

let opened: Promise<Dispatcher> | undefined;

/** Loads its library at the first request. */
export function connections(): Promise<Dispatcher> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Dispatcher> {
  const { Agent, buildConnector } = await import('undici');
  const connect = buildConnector({});
  const agent = new Agent({
    connect(options, tell) {
      connect(options, (...connected) => {
        const [error, socket] = connected;
        if (error) return tell(error, null);
        try {
          askPermission();
        } catch (refusal) {
          socket.destroy();
          return tell(refusal as Error, null);
        }
        tell(null, socket);
      });
    },
  });
  const asking = agent.compose((dispatch) => (options, handler) => {
    askPermission();
    return dispatch(options, handler);
  });
  // Node's undici and ours understand each other; their types differ in words alone.
  return asking as unknown as Dispatcher;
}
