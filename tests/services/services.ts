/**
 * Private servers for one run: PostgreSQL and Redis as installed on the machine, on free ports of the loopback, with
 * their files in a temporary folder. They are stopped by their process, never by name.
 */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export interface Service {
  url: string;
  /** Starts it (again) at the same address. */
  start(): Promise<void>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  /** Answers nobody, and closes nothing, until `resume`; of PostgreSQL, only who comes anew. */
  pause(): void;
  resume(): void;
  /** Kills it and removes its files. */
  remove(): Promise<void>;
}

/** Redis without any file: started again, it is empty. Not started yet. `more`: settings of its own. */
export async function makeRedis(more: Record<string, string> = {}): Promise<Service> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-redis-'));
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder, ...more };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const start = () => launch('redis-server', options, {}, 'Ready to accept connections');
  return service(`redis://127.0.0.1:${port}`, start, 'SIGKILL', folder);
}

/**
 * PostgreSQL with an empty cluster; `durable` waits for the disk, as in production; `tls` has a certificate that it signed
 * itself. Not started yet.
 */
export async function makePostgres({ durable = false, tls = false } = {}): Promise<Service> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-postgres-'));
  const user = await ordinaryUser(folder);
  const data = join(folder, 'data');
  const create = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(postgresProgram('initdb'), create, { ...user, stdio: 'pipe' });
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: durable ? 'on' : 'off',
    ...(tls ? certify(data, user) : {}),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const start = () =>
    launch(postgresProgram('postgres'), ['-D', data, ...options], user, 'ready to accept connections');
  return service(`postgres://postgres@127.0.0.1:${port}/postgres`, start, 'SIGQUIT', folder);
}

/** Its certificate is `server.crt` in the folder of its data. */
function certify(data: string, user: { uid?: number; gid?: number }) {
  const [key, certificate] = [join(data, 'server.key'), join(data, 'server.crt')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = [
    'req',
    '-new',
    '-x509',
    '-nodes',
    '-days',
    '2',
    ...names,
    '-keyout',
    key,
    '-out',
    certificate,
  ];
  execFileSync('openssl', made, { ...user, stdio: 'pipe' });
  return { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key };
}

/** A database of one's own on that server; returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** PostgreSQL's crash is SIGQUIT: after SIGKILL its children would go on for a while without it. */
function service(
  url: string,
  launchIt: () => Promise<ChildProcess>,
  crash: NodeJS.Signals,
  folder: string,
): Service {
  let running: ChildProcess | undefined;
  const kill = async () => {
    const child = running;
    running = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(crash);
    child.kill('SIGCONT');
    await ended;
  };
  const start = async () => {
    running = await launchIt();
  };
  const remove = async () => {
    await kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const pause = () => void running?.kill('SIGSTOP');
  const resume = () => void running?.kill('SIGCONT');
  return { url, start, kill, pause, resume, remove };
}

/** Resolves when the program says that it is ready; rejects with what it said when it ends before. */
async function launch(
  program: string,
  options: string[],
  user: SpawnOptions,
  ready: string,
): Promise<ChildProcess> {
  const child = spawn(program, options, { ...user, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const hear = (line: string) => {
      said.push(line);
      if (line.includes(ready)) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended:\n${said.join('\n')}`)));
  });
  return child;
}

const running = new Set<ChildProcess>();

/** Nothing of ours outlives this process, however it exits. */
function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', endAll);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.removeListener('exit', endAll);
  });
}

function endAll(): void {
  // PostgreSQL ends its children with itself at this one.
  for (const child of running) {
    child.kill('SIGQUIT');
    child.kill('SIGCONT');
  }
}

/** PostgreSQL refuses to run as root. */
async function ordinaryUser(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const numberOf = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  const user = { uid: numberOf('-u'), gid: numberOf('-g') };
  await chown(folder, user.uid, user.gid);
  return user;
}

/** Debian keeps them out of the path, a folder for each version. */
function postgresProgram(name: string): string {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return name;
  const newest = readdirSync(versions).sort((one, other) => Number(other) - Number(one))[0] ?? '';
  return join(versions, newest, 'bin', name);
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  const free = await once(probe, 'listening').then(
    () => true,
    () => false,
  );
  if (free) await once(probe.close(), 'close');
  return free;
}

/** Below those that the system gives to connections: one of them could take it before the start, or amid a restart. */
const LOWEST_PORT = 15_000;
const HIGHEST_PORT = 32_000;
