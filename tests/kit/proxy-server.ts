/** An HTTP proxy on the loopback that knows names of its own: `CONNECT` alone, as for what is encrypted. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ProxyServer {
  url: string;
  /** What it was asked for, in its order: `slack.test:80`. */
  asked: string[];
  /** The credentials that came with the last one. */
  key(): string | undefined;
  close(): Promise<void>;
}

/** `ports`: host → port on the loopback; another host is refused with `otherwise`. */
export async function startProxy(ports: Record<string, number>, otherwise = 403): Promise<ProxyServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let key: string | undefined;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    key = request.headers['proxy-authorization'];
    const port = ports[request.url?.split(':')[0] ?? ''];
    if (port === undefined) return client.end(`HTTP/1.1 ${otherwise} No\r\ncontent-length: 0\r\n\r\n`);
    const remote = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      remote.pipe(client).pipe(remote);
    });
    sockets.add(remote);
    for (const [one, other] of [
      [remote, client],
      [client, remote],
    ] as const)
      one.on('error', () => other.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    key: () => key,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
