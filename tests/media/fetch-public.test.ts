import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../src/kit/finding.ts';
import { fetchPublic, streamPublic } from '../../src/media/fetch-public.ts';
import { type Internet, isPrivate, publicInternet } from '../../src/media/internet.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A server, and how often it was asked. */
async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

const refusal = async (fetching: Promise<unknown>) => {
  const error = await fetching.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).findings[0];
};

describe('private addresses', () => {
  test.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['0.0.0.0', '100.64.0.1', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...[
      '::',
      '::1',
      '::127.0.0.1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      'fec0::1',
    ],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
    ...['2002:7f00:1::', '2001:0:1::1', '2001:db8::1'],
  ])('%s is one', (ip) => {
    expect(isPrivate(ip)).toBe(true);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '2606:4700::1',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
  ])('%s is none', (ip) => {
    expect(isPrivate(ip)).toBe(false);
  });

  test('an address is as private as the same address mapped into IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(isPrivate(`::ffff:${ip}`)).toBe(isPrivate(ip));
      }),
    );
  });
});

describe('fetching', () => {
  test.each([
    '127.0.0.1',
    'localhost',
    '[::ffff:127.0.0.1]',
    '0x7f.1',
    '2130706433',
    '127.1',
    '0.0.0.0',
    '①②⑦.0.0.1',
  ])('goes nowhere near %s', async (host) => {
    const { port, asked } = await serve((_request, response) => response.end('secret'));
    const found = await refusal(fetchPublic(`http://${host}:${port}/x`, 1_000, 'media'));
    expect(found).toMatchObject({ id: 'url.private', field: 'media', remedy: 'Upload the file instead.' });
    expect(asked).toEqual([]);
  });

  test.each(['', 'picture.png', 'ftp://example.org/x', 'file:///etc/passwd', 'javascript:1', 'http://'])(
    '"%s" is no web address',
    async (address) => {
      expect(await refusal(fetchPublic(address, 1_000, 'media'))).toMatchObject({
        id: 'url.unreadable',
        field: 'media',
      });
    },
  );

  // Here this machine's first loopback address plays the public internet, and all others stay closed.
  const internet: Internet = { ...publicInternet, closed: (ip) => ip !== '127.0.0.1' };
  const get = (port: number, path = '/') =>
    fetchPublic(`http://127.0.0.1:${port}${path}`, 1_000, 'media', internet);

  test('brings the bytes, over redirects', async () => {
    const { port, asked } = await serve((request, response) => {
      if (request.url === '/end') response.end('the picture');
      else
        response
          .writeHead(302, { location: request.url === '/' ? '/next' : `http://127.0.0.1:${port}/end` })
          .end();
    });
    expect((await get(port)).toString()).toBe('the picture');
    expect(asked).toEqual(['/', '/next', '/end']);
  });

  test.each(['http://127.0.0.2', 'http://localhost', 'http://[::1]', 'http://169.254.169.254'])(
    'does not follow a redirect to %s',
    async (place) => {
      const inner = await serve((_request, response) => response.end('secret'));
      const { port } = await serve((_request, response) =>
        response.writeHead(302, { location: `${place}:${inner.port}/secret` }).end(),
      );
      const found = await refusal(
        fetchPublic(
          `http://127.0.0.1:${port}/`,
          1_000,
          'media',
          place.includes('localhost') ? onlyFirst() : internet,
        ),
      );
      expect(found).toMatchObject({ id: 'url.private' });
      expect(inner.asked).toEqual([]);
    },
  );

  test('does not follow a redirect to a file, or one that goes round', async () => {
    const toFile = await serve((_request, response) =>
      response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
    );
    expect(await refusal(get(toFile.port))).toMatchObject({ id: 'url.unreadable' });
    const round = await serve((_request, response) => response.writeHead(307, { location: '/' }).end());
    expect(await refusal(get(round.port))).toMatchObject({
      id: 'url.unreachable',
      message: expect.stringContaining('too often'),
    });
    expect(round.asked.length).toBeLessThanOrEqual(6);
    const nowhere = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://[' }).end(),
    );
    expect(await refusal(get(nowhere.port))).toMatchObject({ id: 'url.unreadable' });
  });

  test('stops reading where it is too large, also when the size was not told', async () => {
    const endless = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(400)));
      };
      response.on('drain', more);
      more();
    });
    expect(await refusal(get(endless.port))).toMatchObject({ id: 'url.max_bytes', field: 'media' });
  });

  test('tells what the server answered, and a connection that broke', async () => {
    const missing = await serve((_request, response) => response.writeHead(404).end());
    expect(await refusal(get(missing.port))).toMatchObject({
      message: expect.stringContaining('it answers 404'),
    });
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('half', () => response.destroy());
    });
    expect(await refusal(get(broken.port))).toMatchObject({ id: 'url.unreachable' });
  });

  const whole = async (port: number, patience: number) => {
    let size = 0;
    for await (const piece of streamPublic(`http://127.0.0.1:${port}/`, 'media', internet, patience))
      size += piece.byteLength;
    return size;
  };
  const NO_ANSWER = { id: 'url.unreachable', message: expect.stringContaining('no answer in time') };

  test('a stream comes whole, whatever its reader takes for it', async () => {
    const { port } = await serve((_request, response) => response.end(Buffer.alloc(3_000_000)));
    expect(await whole(port, 15_000)).toBe(3_000_000);
  });

  test.each([
    ['never answers', () => {}],
    ['drips its headers, and never ends them', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nx-a: ')],
    ['drips its body', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
  ])('a stream that %s is not waited for', async (_what, begin) => {
    const drips = new Set<NodeJS.Timeout>();
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      begin(socket);
      if (begin.length > 0) drips.add(setInterval(() => socket.write('a'), 5));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(async () => {
      for (const one of drips) clearInterval(one);
      server.close();
    });
    expect(await refusal(whole((server.address() as AddressInfo).port, 300))).toMatchObject(NO_ANSWER);
  });

  test('nobody there is told', async () => {
    const { port } = await serve(() => {});
    await stops.pop()?.();
    expect(await refusal(get(port))).toMatchObject({
      id: 'url.unreachable',
      remedy: 'Check the address, or upload the file.',
    });
  });
});

/** Open for the first look, closed after it: a name that changed in between, as the connection sees it. */
function onlyFirst(): Internet {
  let looks = 0;
  return { ...publicInternet, closed: () => ++looks > 1 };
}
