/** A playground as a process of its own, to be killed: `tsx kept-playground.ts FOLDER` writes one line of JSON. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { startPlayground } from '../src/playground.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Which folder?');
const clock = new MovableClock();
const { environment, mount } = await startPlayground({ clock, log: createLog('silent'), folder });
const server = createServer((request, response) => void mount.listener(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
console.log(JSON.stringify({ url, environment }));
