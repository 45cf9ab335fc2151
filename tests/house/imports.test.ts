import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';
import { type Import, readImports } from './imports.ts';

/**
 * The floors, from the ground up. A room imports from its own floor's own room and from the floors below, types
 * included. Rooms of one floor do not import each other, but for those that `BESIDE` names.
 */
const FLOORS: string[][] = [
  ['packages/local-server'],
  ['packages/local-slack', 'packages/local-discord', 'packages/local-networks'],
  ['packages/playground'],
  ['src/kit'],
  ['src/people'],
  ['src/posts', 'src/media', 'src/audit', 'src/listening', 'src/moderation', 'src/crisis', 'src/reports'],
  ['src/chat', 'src/networks', 'src/queue', 'src/classifiers', 'src/charts'],
  ['src/store', 'src/web', 'config'],
  ['src/chat/slack', 'src/chat/discord', ...roomsIn('src/networks')],
  ['src/app'],
  ['commands', 'jobs', 'listeners', 'subjects', 'alarms', 'pages', 'src/assembly'],
  ['src/main', 'src/cli'],
  ['src/main.ts', 'src/cli.ts'],
];

/** Libraries that one room alone may know. */
const KEPT_TO: Record<string, string[]> = {
  '@slack/bolt': ['src/chat/slack'],
  'discord.js': ['src/chat/discord'],
  bullmq: ['src/queue'],
  ioredis: ['src/queue'],
  'drizzle-orm': ['src/store'],
  '@electric-sql/pglite': ['src/store/open'],
  eld: ['src/classifiers'],
  echarts: ['src/charts'],
  '@resvg/resvg-js': ['src/charts'],
  oauth4webapi: ['src/networks'],
  s3mini: ['src/store'],
  'twitter-text': ['src/networks/x'],
  hono: ['src/web', 'packages'],
  // What strangers made is unpacked in a process of its own.
  sharp: ['src/media/decoder', 'packages'],
};

/** Every folder in it is one. */
function roomsIn(folder: string): string[] {
  return readdirSync(join(packageRoot(), folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}

let imports: Import[];
beforeAll(async () => {
  imports = await readImports();
});

describe('the house', () => {
  it('has a floor for every file', () => {
    const homeless = [...new Set(imports.map((one) => one.from))].filter(
      (file) => floorOf(file) === undefined,
    );
    expect(homeless).toEqual([]);
  });

  it('imports downwards only, type imports too', () => {
    const wrong = imports.filter(isOurs).filter(({ from, to }) => !mayImport(from, to));
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('has no circles', () => {
    expect(circles(imports.filter(isOurs))).toEqual([]);
  });

  it('has no circles between the rooms of the app, which all stand on what lies in its folder itself', () => {
    const room = (file: string) => (file.startsWith('src/app/') ? dirname(file) : 'src/app');
    const between = imports
      .map(({ from, to }) => ({ from: room(from), to: room(to) }))
      .filter(({ from, to }) => from !== to && from !== 'src/app' && to !== 'src/app');
    expect(circles(between)).toEqual([]);
  });

  it('keeps each outside library to its room', () => {
    const wrong = imports.filter(({ from, to }) => {
      const rooms = KEPT_TO[packageOf(to)];
      return rooms && !rooms.some((room) => from.startsWith(`${room}/`));
    });
    expect(wrong).toEqual([]);
  });

  it('lets the local chats, the local networks and the playground know nothing of the bot', () => {
    const wrong = imports
      .filter(({ from, to }) => from.startsWith('packages/') && isOurs({ from, to }))
      .filter(({ to }) => !to.startsWith('packages/'));
    expect(wrong).toEqual([]);
  });

  it('opens the playground in one place alone, so that an image without it runs', () => {
    const openers = imports.filter(
      ({ from, to }) => !from.startsWith('packages/') && to.startsWith('packages/'),
    );
    expect([...new Set(openers.map(({ from }) => from))]).toEqual(['src/main/ground.ts']);
  });

  it('finds an upward import and a circle when there is one', () => {
    expect(mayImport('src/posts/post.ts', 'src/networks/network.ts')).toBe(false);
    expect(mayImport('src/chat/slack/index.ts', 'src/chat/discord/index.ts')).toBe(false);
    expect(
      circles([
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'a' },
      ]),
    ).toHaveLength(1);
  });
});

function isOurs({ to }: Import): boolean {
  return floorOf(to) !== undefined;
}

function mayImport(from: string, to: string): boolean {
  const [here, there] = [floorOf(from), floorOf(to)];
  if (!here || !there) return false;
  return here.room === there.room || there.floor < here.floor;
}

/** The most particular room that holds the file. */
function floorOf(file: string): { floor: number; room: string } | undefined {
  const rooms = FLOORS.flatMap((names, floor) => names.map((room) => ({ floor, room })));
  return rooms
    .filter(({ room }) => file === room || file.startsWith(`${room}/`))
    .sort((one, other) => other.room.length - one.room.length)[0];
}

function packageOf(to: string): string {
  const [scope = '', name = ''] = to.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Groups of files that reach each other (Tarjan). */
function circles(edges: Import[]): string[][] {
  const graph = new Map<string, string[]>();
  for (const { from, to } of edges) graph.set(from, [...(graph.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
