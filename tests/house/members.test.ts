import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  loadAlarms,
  loadCommands,
  loadJobs,
  loadListeners,
  loadPages,
  loadSubjects,
  readCommands,
  readPages,
} from '../../src/app/definitions.ts';
import { isMenu } from '../../src/chat/command.ts';
import { loadVerbs } from '../../src/cli/verb.ts';
import { load } from '../../src/kit/load.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import { filesBelow } from './imports.ts';

describe('the families', () => {
  it('load every command, each named after what it holds', async () => {
    const files = await filesBelow('commands');
    const names = (await loadCommands()).map((one) => {
      const words = one.name.toLowerCase().replaceAll(' ', '-');
      return isMenu(one) ? `menu-${words}` : words;
    });
    // A file, or a folder of files.
    const members = files.map((file) => file.split('/')[1]?.replace(/\.ts$/, ''));
    expect(names.sort()).toEqual([...new Set(members)].sort());
  });

  it('load every job, each named after what it holds', async () => {
    const files = await filesBelow('jobs');
    expect((await loadJobs()).map((job) => `${job.name}.ts`).sort()).toEqual(
      files.map((file) => basename(file)).sort(),
    );
  });

  it('load every listener, each named after what it holds', async () => {
    const files = await filesBelow('listeners');
    expect((await loadListeners()).map((one) => `${one.name}.ts`).sort()).toEqual(
      files.map((file) => basename(file)).sort(),
    );
  });

  it('take a new listener as one file, and refuse one that hears nothing that there is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'family-'));
    const file = (kind: string) =>
      `export const listener = { name: 'echo', summary: 'x', hears: ['${kind}'], on: () => true, run() {} };`;
    await writeFile(join(folder, 'echo.js'), file('message'));
    expect(await loadListeners(folder)).toMatchObject([{ name: 'echo', hears: ['message'] }]);
    await rm(folder, { recursive: true });
    const other = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(other, 'echo.js'), file('whisper'));
    await expect(loadListeners(other)).rejects.toThrow('nothing of the kind "whisper" is heard');
    await rm(other, { recursive: true });
  });

  it('load every subject and every alarm, each named after what it holds', async () => {
    const named = async (folder: string) => (await filesBelow(folder)).map((file) => basename(file, '.ts'));
    const subjects = (await loadSubjects()).all.map(({ kind }) => kind);
    expect(subjects.sort()).toEqual((await named('subjects')).sort());
    expect([...(await loadAlarms()).keys()].sort()).toEqual((await named('alarms')).sort());
  });

  it('take a new subject and a new alarm as one file, and refuse what is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'family-'));
    const subject = (draw: string) => `export const subject = { kind: 'case', ${draw} };`;
    await writeFile(join(folder, 'case.js'), subject('draw: async () => ({ heading: "A case" })'));
    const { draw } = await loadSubjects(folder);
    expect(await draw({} as never, 'case:7', {} as never)).toEqual({ heading: 'A case' });
    expect(() => draw({} as never, 'crisis:7', {} as never)).toThrow('no file in subjects/ for crisis:7');
    await rm(folder, { recursive: true });
    const other = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(other, 'case.js'), subject(''));
    await expect(loadSubjects(other)).rejects.toThrow('it has no draw()');
    const alarm = `export const alarm = { kind: 'ring', summary: 'x', missed: 'often', ring() {} };`;
    const third = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(third, 'ring.js'), alarm);
    await expect(loadAlarms(third)).rejects.toThrow('missed says neither run-once nor skip');
    for (const one of [other, third]) await rm(one, { recursive: true });
  });

  it('load every page, take a new one as one file, and refuse what is none', async () => {
    const files = (await filesBelow('pages')).map((file) => basename(file, '.ts'));
    expect((await loadPages()).map(({ name }) => name).sort()).toEqual(files.sort());
    const page = (allow: string) =>
      `export const page = { name: 'plan', summary: 'x', ${allow} show: async () => ({}) };`;
    const folder = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(folder, 'plan.js'), page("allow: 'member',"));
    expect(await readPages(folder)).toMatchObject([{ name: 'plan' }]);
    await rm(folder, { recursive: true });
    const other = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(other, 'plan.js'), page(''));
    await expect(readPages(other)).rejects.toThrow('it does not say who may see it');
    await rm(other, { recursive: true });
  });

  it.each<[string, string, string, (folder: string) => Promise<unknown>]>([
    [
      'command',
      'shout.js',
      "{ name: 'shout', summary: 'x', options: [], allow: 'author', run() {} }",
      readCommands,
    ],
    ['verb', 'count.js', "{ name: 'count', summary: 'x', usage: '', run() {} }", loadVerbs],
  ])('take a new %s as one file', async (kind, file, text, read) => {
    const folder = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(folder, file), `export const ${kind} = ${text};`);
    expect(await read(folder)).toMatchObject([{ name: basename(file, '.js') }]);
    await rm(folder, { recursive: true });
  });

  it('take a new network as one folder, beside what networks share, and a folder without an index stops the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'family-'));
    await mkdir(join(folder, 'kites'));
    const text =
      "{ name: 'kites', title: 'Kites', contract: { kind: 'none' }, threads: false, answers: false, account: { safeParse() {} }, connect() {} }";
    await writeFile(join(folder, 'kites/index.js'), `export const network = ${text};`);
    await writeFile(join(folder, 'http.js'), 'export const other = 1;');
    expect([...(await loadNetworks(folder)).keys()]).toEqual(['kites']);
    await mkdir(join(folder, 'gone'));
    await expect(loadNetworks(folder)).rejects.toThrow('gone/index.ts: is not there');
    await rm(folder, { recursive: true });
  });

  it('load every network, each named after its folder', async () => {
    const files = await filesBelow('src/networks');
    const folders = files.map((file) => file.split('/').slice(2, -1)[0]).filter(Boolean);
    expect([...(await loadNetworks()).keys()].sort()).toEqual([...new Set(folders)].sort());
  });
});

describe('load', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('refuses a file that is named otherwise, and one without the export, both at once', async () => {
    folder = await mkdtemp(join(tmpdir(), 'family-'));
    await writeFile(join(folder, 'one.js'), 'export const thing = { name: "two" };');
    await writeFile(join(folder, 'empty.js'), 'export const other = 1;');
    const family = {
      exported: 'thing',
      fault: () => undefined,
      fileName: (thing: { name: string }) => thing.name,
    };
    await expect(load(folder, family)).rejects.toThrow(
      /empty\.js: exports no `thing`[\s\S]*one\.js: holds "two"/,
    );
  });
});
