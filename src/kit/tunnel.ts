/** A proxy's tunnel (CONNECT, RFC 9110 section 9.3.6) for Node's own HTTP clients. */
import { request as askPlain, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as askSecure, Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as secure } from 'node:tls';

/** ms until the tunnel stands. */
const PATIENCE = 10_000;

export function tunnelAgent(proxy: string, isSecure: boolean): HttpAgent {
  const Kind = isSecure ? HttpsAgent : HttpAgent;
  class TunnelAgent extends Kind {
    override createConnection(options: Wanted, done: Done = () => {}): undefined {
      openTunnel(proxy, options).then(
        (socket) => done(null, isSecure ? wrapped(options, socket) : socket),
        (error) => done(error, undefined as never),
      );
    }
  }
  return new TunnelAgent({ keepAlive: true, maxFreeSockets: 64 });
}

interface Wanted {
  host?: string;
  port?: number | string;
  servername?: string;
}

/** As Node hands it in; of an error no socket is looked at. */
type Done = (error: Error | null, socket: Duplex) => void;

function wrapped(options: Wanted, socket: Socket): Socket {
  return secure({ ...options, host: undefined, port: undefined, socket } as ConnectionOptions);
}

/** Throws as Node does of a connection that did not come about. */
function openTunnel(proxy: string, { host = '', port = 443 }: Wanted): Promise<Socket> {
  const { protocol, hostname, port: proxyPort, username, password } = new URL(proxy);
  const path = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const key = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  );
  const headers = { host: path, ...(username && { 'proxy-authorization': `Basic ${key}` }) };
  const isSecure = protocol === 'https:';
  const place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxyPort || (isSecure ? 443 : 80)),
  };
  const request = (isSecure ? askSecure : askPlain)({
    ...place,
    method: 'CONNECT',
    path,
    headers,
    agent: false,
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      request.destroy();
      reject(Object.assign(new Error(reason), { code: 'EPROXY', syscall: 'connect' }));
    };
    request.setTimeout(PATIENCE, () => fail('the proxy did not answer'));
    // Whatever comes after the first is told to nobody, and must not end the process.
    request.on('error', reject);
    request.once('response', ({ statusCode }) => fail(`the proxy answered ${statusCode}`));
    request.once('connect', ({ statusCode }: IncomingMessage, socket: Socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        return fail(`the proxy answered ${statusCode}`);
      }
      socket.setTimeout(0);
      return resolve(socket);
    });
    request.end();
  });
}
