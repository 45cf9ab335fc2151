import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkNode } from '../../src/cli/verbs/doctor/node.ts';
import { missingPermissions } from '../../src/cli/verbs/doctor/permissions.ts';
import { askRedis } from '../../src/cli/verbs/doctor/resp.ts';

describe('the parts of the doctor', () => {
  it('wants Node.js 20.19 or newer', () => {
    const states = ['20.18.9', '18.30.0', '20.19.0', '22.1.0'].map((version) => checkNode(version).state);
    expect(states).toEqual(['wrong', 'wrong', 'right', 'right']);
  });

  it("counts permissions by Discord's rules", () => {
    const all = String(1024n | 2048n | 16384n | 32768n | 65536n);
    const standing = {
      guild: 'g',
      member: { id: 'm', roles: ['r'] },
      roles: [
        { id: 'g', permissions: all },
        { id: 'r', permissions: '0' },
        { id: 'other', permissions: '8' },
      ],
      overwrites: [{ id: 'g', allow: '0', deny: '2048' }],
    };
    expect(missingPermissions(standing)).toEqual(['Send Messages']);
    const allowed = { id: 'r', allow: '2048', deny: '0' };
    expect(missingPermissions({ ...standing, overwrites: [...standing.overwrites, allowed] })).toEqual([]);
    const denied = { id: 'm', allow: '0', deny: '1024' };
    expect(missingPermissions({ ...standing, overwrites: [allowed, denied] })).toEqual(['View Channel']);
    // Among roles, one that allows wins over one that denies.
    const roles = { ...standing, member: { id: 'm', roles: ['r', 'other-role'] } };
    const denying = { id: 'other-role', allow: '0', deny: '2048' };
    expect(missingPermissions({ ...roles, overwrites: [denying, allowed] })).toEqual([]);
    const admin = { ...standing, member: { id: 'm', roles: ['other'] } };
    expect(missingPermissions({ ...admin, overwrites: [denied] })).toEqual([]);
  });

  it('reads replies in pieces, and refusals as what they are', async () => {
    const { url, close } = await answering([
      '+OK\r\n$5\r\nhel',
      'lo\r\n*2\r\n$1\r\na\r\n$-1\r\n',
      '-ERR no\r\n:7\r\n',
    ]);
    const replies = await askRedis(url, [['A'], ['B'], ['C'], ['D']]);
    expect(replies).toEqual(['hello', ['a', null], new Error('ERR no'), 7]);
    await close();
  });

  it('says that the password is refused, or that it is not Redis', async () => {
    const refusing = await answering(['-WRONGPASS invalid\r\n-NOAUTH\r\n']);
    await expect(askRedis(refusing.url, [['PING']])).rejects.toThrow('WRONGPASS');
    const other = await answering(['HTTP/1.1 400 Bad Request\r\n\r\n']);
    await expect(askRedis(other.url, [['PING']])).rejects.toThrow('not Redis');
    await Promise.all([refusing.close(), other.close()]);
  });
});

/** A server that says these bytes, each piece when the other side has taken the one before. */
async function answering(pieces: string[]) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.setNoDelay(true);
    socket.once('data', async () => {
      for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: `redis://:word@127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
