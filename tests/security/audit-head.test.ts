/** Attack: the audit log is cut at its end, or made anew, by somebody who may write to the database. */

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import type { App } from '../../src/app/app.ts';
import { noteAuditHead } from '../../src/app/auditing.ts';
import { openApp } from '../../src/assembly/app.ts';
import { Closing } from '../../src/assembly/closing.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { sign } from '../../src/networks/webhook/sign.ts';
import * as audit from '../../src/store/audit.ts';
import { prepareEmbedded } from '../store/embedded.ts';

const TEAM = `
name: Acme
time_zone: Europe/Copenhagen
channels: { review: { slack: C0123 } }
`;
const SECRET = 'a-secret-of-sixteen';
let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-head-'));
  await prepareEmbedded(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function opened(teamText: string) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const closing = new Closing(log);
  const environment = readEnvironment({ DATA_DIR: dataDir });
  const { app } = await openApp({ environment, teamText, clock: systemClock, log, closing });
  const heads = () => lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'audit');
  return { app, closing, heads };
}

async function append({ database }: App): Promise<string> {
  await database.transaction((transaction) =>
    audit.append(transaction, { kind: 'post.cancelled', at: '2026-11-25T09:00:00.000Z', post: 1 }),
  );
  const { sequence, hash } = await audit.head(database);
  return `${sequence}:${hash}`;
}

test('where it ends is written down at the stop, after everything else', async () => {
  const { app, closing, heads } = await opened(TEAM);
  const head = await append(app);
  expect(heads()).toEqual([]);
  await closing.run();
  expect(heads()).toMatchObject([{ head }]);
});

test('a receiver outside is told, signed; one that is down fails the job, which is tried again', async () => {
  const asked: { body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  let status = 204;
  const server = createServer(async (request, response) => {
    asked.push({ body: await text(request), headers: request.headers });
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heads`;
  const { app, closing, heads } = await opened(
    `${TEAM}audit: { heads: { url: '${url}', secret: ${SECRET} } }\n`,
  );
  try {
    const head = await append(app);
    await noteAuditHead(app);
    expect(heads()).toMatchObject([{ head }]);
    const { body = '', headers = {} } = asked[0] ?? {};
    const told = JSON.parse(body);
    expect(`${told.sequence}:${told.hash}`).toBe(head);
    expect(told.event).toBe('audit');
    const timestamp = String(headers['x-bellwether-timestamp']);
    expect(headers['x-bellwether-signature']).toBe(sign(SECRET, timestamp, body));
    status = 500;
    await expect(noteAuditHead(app)).rejects.toThrow();
  } finally {
    await closing.run();
    server.close();
  }
});
