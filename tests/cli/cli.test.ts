import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSlack } from '@bellwether/local-slack';
import { describe, expect, it } from 'vitest';
import { loadCommands, readCommands } from '../../src/app/definitions.ts';
import { sorted } from '../../src/chat/command.ts';
import { registrationOf } from '../../src/chat/discord/registration.ts';
import { loadVerbs } from '../../src/cli/verb.ts';
import { WORKSPACE } from './places.ts';
import { here, spawned } from './shell.ts';

describe('bellwether', () => {
  it('without a verb, or with an unknown one, lists them all and exits with 2', async () => {
    const [bare, unknown] = [await here([]), await spawned(['frobnicate'])];
    expect([bare.code, unknown.code]).toEqual([2, 2]);
    expect(unknown.errors).toContain('There is no verb frobnicate.');
    for (const { name, summary } of await loadVerbs()) {
      expect(bare.errors).toMatch(`${name}`);
      expect(unknown.errors).toContain(summary);
    }
    expect(bare.output + unknown.output).toBe('');
  });

  it('explains itself, and each verb, on --help', async () => {
    const [whole, one] = [await here(['--help']), await here(['manifest', '--help'])];
    expect([whole.code, one.code]).toEqual([0, 0]);
    expect(whole.output).toContain('Usage: bellwether VERB');
    expect(one.output).toContain('Usage: bellwether manifest slack [--url ADDRESS]');
  });
});

describe('bellwether manifest', () => {
  it('prints a manifest that Slack installs, for Socket Mode', async () => {
    const { code, output } = await here(['manifest', 'slack']);
    expect(code).toBe(0);
    const manifest = JSON.parse(output);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toContain(
      '/post',
    );
    expect(() => new LocalSlack({ clock: Date, workspace: WORKSPACE }).install(manifest)).not.toThrow();
  });

  it('prints one with request addresses when it is told the public address', async () => {
    const args = ['manifest', 'slack', '--url', 'https://bot.example.org/', '--name', 'Acme bot'];
    const manifest = JSON.parse((await here(args)).output);
    expect(manifest.settings.socket_mode_enabled).toBe(false);
    expect(manifest.settings.interactivity.request_url).toBe('https://bot.example.org/slack/events');
    expect(manifest.display_information.name).toBe('Acme bot');
  });

  it('asks for what the team file switches on, and says so where there is none to read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bellwether-'));
    const file = join(folder, 'team.yaml');
    await writeFile(file, 'name: Acme\ntime_zone: UTC\nchannels: { review: { slack: C0ACME } }\n');
    const there = await here(['manifest', 'slack'], { TEAM_FILE: file, DATA_DIR: folder });
    const none = await here(['manifest', 'slack'], { TEAM_FILE: join(folder, 'none'), DATA_DIR: folder });
    await rm(folder, { recursive: true });
    expect([there.code, there.errors, none.code]).toEqual([0, '', 0]);
    expect(none.errors).toContain('There is no team file that can be read');
    const events = (output: string) => JSON.parse(output).settings.event_subscriptions.bot_events;
    expect(events(there.output)).toEqual(['message.channels', 'message.groups']);
    expect(events(none.output)).toEqual(events(there.output));
  });

  it("prints what is registered with Discord, from the project's commands", async () => {
    const { commands, groups, menus } = sorted(await loadCommands());
    const { code, output } = await spawned(['manifest', 'discord']);
    expect(code).toBe(0);
    const registered = registrationOf(commands, groups, menus);
    expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(registered)));
  });

  it.each([
    [['manifest'], 'Say which'],
    [['manifest', 'irc'], 'Say which'],
    [['manifest', 'slack', '--frob'], 'There is no option --frob here.'],
    [['manifest', 'slack', '--url'], '--url stands without the value that it needs'],
    [['manifest', 'slack', '--url', 'bot.example.org'], '--url must be the public address'],
    [['manifest', 'discord', '--name', 'x'], 'takes no options'],
  ])('tells how it is used when the words are wrong: %j', async (args, told) => {
    const { code, output, errors } = await here(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(told);
    expect(errors).toContain('Usage: bellwether manifest');
    expect(errors).not.toMatch(/\n\s+at /);
  });
});

describe('a file in commands/', () => {
  it('that holds no command stops the making, by name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bellwether-'));
    await writeFile(join(folder, 'broken.mjs'), '');
    await writeFile(
      join(folder, 'odd.js'),
      'module.exports.command = { name: "other", summary: "x", run() {} };',
    );
    await expect(readCommands(folder)).rejects.toThrow(/odd\.js: holds "other"/);
    await rm(folder, { recursive: true });
  });
});
