/** Whether a webhook may be live is told by when its connection broke: nothing is sent before it stands. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NetworkError } from '../../../src/networks/network.ts';
import { withPermission } from '../../../src/networks/permission.ts';
import { network } from '../../../src/networks/webhook/index.ts';
import { intentAt, outside, textOf } from '../servers/outside.ts';
import { certificate } from './certificate.ts';

const sockets = new Set<Socket>();
let server: Server;

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => server.close(resolve));
});

async function publishTo(receiver: Server, scheme: 'http' | 'https', deadline?: number) {
  server = receiver.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const account = network.account.parse({ url, secret: '0123456789abcdef' });
  const connection = network.connect(account, { ...outside(), deadline });
  const publishing = connection.publish(textOf('Hello'), intentAt(), async () => {});
  // Not awaited here: some tests move the clock first.
  return { outcome: publishing.catch((error: unknown) => error) };
}

const tookNothing = { reason: 'unreachable', message: expect.stringContaining('no connection') };

describe('a receiver to which no connection comes about', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['that hangs up before the handshake is over', (socket) => socket.destroy()],
    [
      'that resets before the handshake is over',
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
    ],
    ['that never answers the handshake', () => {}],
    ['that speaks something else', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('%s took nothing', async (_name, meets) => {
    const { outcome } = await publishTo(createServer(meets), 'https', 300);
    expect(await outcome).toMatchObject(tookNothing);
  });

  it('is waited for no longer than ten seconds, however long the whole may take', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const receiver = createServer();
    const arrived = once(receiver, 'connection');
    const { outcome } = await publishTo(receiver, 'https', 60_000);
    await arrived;
    vi.advanceTimersByTime(10_000);
    expect(await outcome).toMatchObject(tookNothing);
  });
});

describe('a receiver whose connection stands', () => {
  const breaksOff = (socket: Socket) => void socket.once('data', () => socket.destroy());
  const isSilent = (socket: Socket) => void socket.resume();

  it.each([
    ['breaks off', breaksOff],
    ['is silent', isSilent],
  ])('may have it live when it %s', async (_name, meets) => {
    const { outcome } = await publishTo(createServer(meets), 'http', 300);
    expect(await outcome).toMatchObject({ reason: 'lost' });
  });

  it.each([
    ['breaks off', breaksOff],
    ['is silent', isSilent],
  ])('may have it live when it %s after the handshake', async (_name, meets) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { outcome } = await publishTo(createSecureServer(certificate, meets), 'https', 1_000);
    expect(await outcome).toMatchObject({ reason: 'lost' });
  });

  it('has the whole of its deadline for its answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer = () => {};
    const receiver = createServer((socket) => {
      answer = () => void socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    const arrived = once(receiver, 'connection').then(([socket]) => once(socket, 'data'));
    const { outcome } = await publishTo(receiver, 'http', 60_000);
    await arrived;
    vi.advanceTimersByTime(15_000);
    answer();
    expect(await outcome).toEqual({ id: expect.stringMatching(/^delivery/) });
  });

  it.each(['http', 'https'] as const)('takes nothing over %s where leave is gone by then', async (scheme) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    let said = '';
    const meets = (socket: Socket) => void socket.on('data', (bytes) => (said += String(bytes)));
    const receiver = scheme === 'http' ? createServer(meets) : createSecureServer(certificate, meets);
    const arrived = once(receiver, 'connection');
    const gone = new NetworkError('unreachable', 'Another has it.');
    const check = () => {
      throw gone;
    };
    const { outcome } = await withPermission(check, () => publishTo(receiver, scheme, 1_000));
    const [socket] = (await arrived) as [Socket];
    expect(await outcome).toBe(gone);
    if (!socket.closed) await once(socket, 'close');
    expect(said).toBe('');
  });
});
