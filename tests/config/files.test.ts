import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { VARIABLE_NAMES } from '../../config/env/variables.ts';
import { teamSchema } from '../../config/team/schema.ts';
import { type AnySection, loadSections } from '../../config/team/section.ts';
import { readTeam } from '../../config/team.ts';
import { packageRoot } from '../../src/kit/root.ts';
import { loadNetworks } from '../../src/networks/load.ts';
import type { Network } from '../../src/networks/network.ts';

let networks: Map<string, Network>;
let sections: AnySection[];
let example: string;
beforeAll(async () => {
  networks = await loadNetworks();
  sections = await loadSections();
  example = await text('config/team.example.yaml');
});

describe('the example', () => {
  it('is a right team file, with a target on every network', () => {
    const team = readTeam(example, {
      networks,
      sections,
      environment: secretsIn(example),
      fileName: 'team.example.yaml',
    });
    const used = Object.values(team.targets).map(({ network }) => network);
    expect(used.sort()).toEqual([...networks.keys()].sort());
  });

  it('fits the schema that editors check it by', () => {
    expect(validate(parse(example))).toEqual([]);
    expect(example.split('\n')[0]).toBe('# yaml-language-server: $schema=./team.schema.json');
  });
});

describe('what the example leaves out', () => {
  const uncommented = (take: (line: string) => boolean) =>
    example.replace(/^( *)# (?=(?: *- |[a-z_]+:))/gm, (found, indent: string, offset: number) =>
      take(example.slice(offset).split('\n')[0] ?? '') ? indent : found,
    );

  it('is right when all of it is taken in', () => {
    const whole = uncommented((line) => !line.includes('yaml-language-server'));
    expect(whole).toContain('\n  steps:\n    - { name: Editorial');
    const team = readTeam(whole, {
      networks,
      sections,
      environment: secretsIn(whole),
      fileName: 'team.yaml',
    });
    expect(team.approval.steps.map(({ name }) => name)).toEqual(['Editorial', 'Legal']);
  });

  it.each(['veto', 'emergency'])('is right when %s alone is taken in', (key) => {
    const part = uncommented((line) => line.includes(`# ${key}:`));
    expect(part).toContain(`\n  ${key}: [admin]`);
    expect(() =>
      readTeam(part, { networks, sections, environment: secretsIn(part), fileName: 'team.yaml' }),
    ).not.toThrow();
  });
});

describe('the schema for editors', () => {
  it('is as new as the code (npm run schema writes it)', async () => {
    expect(JSON.parse(await text('config/team.schema.json'))).toEqual(teamSchema(networks, sections));
  });

  it.each([
    ['an unknown key', (team: Json) => ({ ...team, frobnicate: 1 })],
    ['a missing name', ({ name: _, ...team }: Json) => team],
    ['an unknown network', (team: Json) => ({ ...team, targets: { a: { network: 'nowhere' } } })],
    ['an unknown key in an account', (team: Json) => withTarget(team, { identifer: 'x' })],
    ['a duration without unit', (team: Json) => ({ ...team, publishing: { grace: '90' } })],
  ])('finds %s', (_what, change) => {
    expect(validate(change(parse(example)))).not.toEqual([]);
  });

  it('takes a variable wherever an account wants a text of some form', () => {
    expect(validate(withTarget(parse(example), { identifier: '$' + '{HANDLE}' }))).toEqual([]);
  });

  it('refuses a network whose account would hide a key of every target', () => {
    const clash = { ...networks.get('webhook'), account: z.object({ owner: z.string() }) } as Network;
    expect(() => teamSchema(new Map([['webhook', clash]]), sections)).toThrow(
      /cannot have a key called owner/,
    );
  });
});

describe('docs/configuration.md', () => {
  it('tells of every variable and every key', async () => {
    const page = await text('docs/configuration.md');
    const named = [...VARIABLE_NAMES, ...keysOf(teamSchema(networks, sections))];
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('names under each network the keys that it takes, and no others', async () => {
    const page = await text('docs/configuration.md');
    const wrong = [...networks.values()].flatMap((network) => {
      const part = page.split(`\n#### \`${network.name}\`\n`)[1]?.split(/\n##/)[0] ?? '';
      const cells = [...part.matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell = '']) => cell);
      const told = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key));
      const taken = keysOf(teamSchema(new Map([[network.name, network]]), []));
      return [
        ...(told.length === 0 ? [`${network.name}: nothing`] : []),
        ...told.filter((key) => !taken.includes(key)).map((key) => `${network.name}: ${key}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it('shows a whole team file that is right', async () => {
    const shown = [...(await text('docs/configuration.md')).matchAll(/```yaml\n(name:.*?)```/gs)];
    expect(shown).toHaveLength(1);
    const file = shown[0]?.[1] ?? '';
    const source = { networks, sections, environment: secretsIn(file), fileName: 'configuration.md' };
    expect(readTeam(file, source).name).toBe('Acme');
  });
});

type Json = Record<string, unknown>;

/** Those that must have a form of their own; all others that the files name have some value. */
const FORMED = {
  TELEGRAM_TOKEN: '1000000001:AAFtoken-of-a-bot-for-tests',
  SLACK_BOT_TOKEN: 'xoxb-1-2-3',
  DISCORD_TOKEN: 'a.b.c',
};

function secretsIn(file: string): Record<string, string> {
  const names = [...file.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const some = Object.fromEntries(names.map((name) => [name, 'some-value-of-sixteen-or-more']));
  return { ...some, ...FORMED };
}

function withTarget(team: Json, keys: Json): Json {
  const targets = team.targets as Record<string, Json>;
  return { ...team, targets: { ...targets, bluesky: { ...targets.bluesky, ...keys } } };
}

function validate(team: unknown): unknown[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const check = ajv.compile(teamSchema(networks, sections));
  check(team);
  return check.errors ?? [];
}

/** The names of all keys that the file and its targets can have, ids of chats apart. */
function keysOf(schema: Json): string[] {
  const own = Object.keys((schema.properties ?? {}) as Json);
  const inner = Object.values(schema).filter((value) => typeof value === 'object' && value !== null);
  return [...new Set([...own, ...inner.flatMap((value) => keysOf(value as Json))])].filter(
    (key) => key !== 'default' && key !== 'examples',
  );
}

function text(path: string): Promise<string> {
  return readFile(join(packageRoot(), path), 'utf8');
}
