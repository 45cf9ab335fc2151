import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { ConfigurationFault } from '../../config/fault.ts';
import { dailyOrChanged, openTeam, watchTeam } from '../../src/assembly/team.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';

const log = createLog('silent');
const RIGHT = 'name: Acme\ntime_zone: Europe/Copenhagen\nchannels: { review: { slack: C0123 } }\n';
const CHANGED = RIGHT.replace('Acme', 'Acme Group');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'team-'));
  await write(RIGHT);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the team file of now', () => {
  it('is the changed one, once two looks have found the same', async () => {
    const team = await open();
    await write(CHANGED);
    expect(await team.reload()).toBe('same');
    expect(team.now().name).toBe('Acme');
    expect(await team.reload()).toBe('taken');
    expect(team.now().name).toBe('Acme Group');
    expect(await team.reload()).toBe('same');
  });

  it('is left alone while it is being written', async () => {
    const team = await open();
    await write(CHANGED.slice(0, 20));
    expect(await team.reload()).toBe('same');
    await write(CHANGED);
    expect(await team.reload()).toBe('same');
    expect(await team.reload()).toBe('taken');
  });

  it('stays the old one where the changed one is wrong, which is told by line, once', async () => {
    const team = await open();
    await write(CHANGED.replace('Europe/Copenhagen', 'Europe/Copenhagn'));
    await team.reload();
    const outcome = await team.reload();
    if (!(outcome instanceof ConfigurationFault)) throw new Error('It was taken.');
    expect(outcome.lines().join('\n')).toMatch(/line 2, time_zone/);
    expect(team.now().name).toBe('Acme');
    expect(await team.reload()).toBe('same');
    await write(CHANGED);
    await team.reload();
    expect(await team.reload()).toBe('taken');
  });

  it('stays the old one where the file is gone', async () => {
    const team = await open();
    await rm(join(folder, 'team.yaml'));
    await team.reload();
    expect(await team.reload()).toBeInstanceOf(ConfigurationFault);
    expect(team.now().name).toBe('Acme');
  });
});

describe('the watch of the team file', () => {
  it('looks when it is asked to, one look after the other, and tells what was taken and what was wrong', async () => {
    const told: string[] = [];
    const team = await open();
    const watch = watchTeam(
      team,
      { log, clock: systemClock },
      {
        faulty: async (fault) => void told.push(fault.lines().join('\n')),
        taken: async () => void told.push(team.now().name),
        clashing: async () => {},
        awaiting: async () => {},
      },
    );
    await write(CHANGED);
    await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(told).toEqual(['Acme Group']);
    await write(CHANGED.replace('Europe/Copenhagen', 'Europe/Copenhagn'));
    await watch.look();
    await watch.look();
    expect(told.slice(1)).toEqual([expect.stringMatching(/line 2, time_zone/)]);
    await watch.stop();
  });
});

function open() {
  const environment = readEnvironment({ TEAM_FILE: join(folder, 'team.yaml') });
  return openTeam({ environment, networks: new Map(), log });
}

function write(text: string) {
  return writeFile(join(folder, 'team.yaml'), text);
}

it('tells what is not in order when it changes, and each day while it stays so', async () => {
  let now = Date.UTC(2026, 10, 30, 23);
  const changed = dailyOrChanged<string[]>({ ...systemClock, now: () => now });
  const told: string[][] = [];
  const tell = async (names: string[]) => void told.push(names);
  for (const names of [[], ['web'], ['web'], ['web', 'news']]) await changed(names, tell);
  expect(told).toEqual([['web'], ['web', 'news']]);
  now += 3_600_000;
  for (const names of [['web', 'news'], ['web', 'news'], [], []]) await changed(names, tell);
  expect(told.slice(2)).toEqual([['web', 'news'], []]);
});
