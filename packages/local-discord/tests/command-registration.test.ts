/** Registration of commands, over a real discord.js client. */
import type { Client, DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { POST } from './example-command.ts';
import { GUILD, openTown, type Town } from './town.ts';

let town: Town;
let client: Client<true>;

beforeEach(async () => {
  town = await openTown();
  client = await town.login();
});
afterEach(() => town.close());

describe('registration', () => {
  it('keeps the id of a command that keeps its name when all are overwritten', async () => {
    const first = await client.application.commands.set([POST, { name: 'help', description: 'Help' }]);
    const second = await client.application.commands.set([{ ...POST, description: 'Changed' }]);
    const before = first.find((command) => command.name === 'post');
    const after = second.find((command) => command.name === 'post');
    expect(after?.id).toBe(before?.id);
    expect(after?.description).toBe('Changed');
    expect((await client.application.commands.fetch()).size).toBe(1);
  });

  it('registers for the guild, changes and deletes one command', async () => {
    const command = await client.application.commands.create(
      { name: 'inbox', description: 'Inbox', defaultMemberPermissions: 8n },
      GUILD,
    );
    expect(command.defaultMemberPermissions?.bitfield).toBe(8n);
    await command.edit({ description: 'What came in' });
    expect((await client.application.commands.fetch({ guildId: GUILD })).first()?.description).toBe(
      'What came in',
    );
    await command.delete();
    expect((await client.application.commands.fetch({ guildId: GUILD })).size).toBe(0);
  });

  it.each([
    ['an upper-case name', { name: 'Post', description: 'x' }, '0.name'],
    ['no description', { name: 'post' }, '0.description'],
    [
      'an option type that does not exist',
      { name: 'post', description: 'x', options: [{ type: 99, name: 'a', description: 'b' }] },
      '0.options.0.type',
    ],
    [
      'an optional option before a required one',
      {
        name: 'post',
        description: 'x',
        options: [
          { type: 3, name: 'a', description: 'b' },
          { type: 3, name: 'b', description: 'b', required: true },
        ],
      },
      '0.options.1',
    ],
    [
      '26 choices',
      {
        name: 'post',
        description: 'x',
        options: [
          {
            type: 3,
            name: 'a',
            description: 'b',
            choices: Array.from({ length: 26 }, (_, index) => ({ name: `n${index}`, value: `v${index}` })),
          },
        ],
      },
      '0.options.0.choices',
    ],
    [
      'more than 8000 characters',
      {
        name: 'post',
        description: 'x',
        options: Array.from({ length: 25 }, (_, index) => ({
          type: 3,
          name: `option-${index}`,
          description: 'd'.repeat(100),
          choices: Array.from({ length: 3 }, (__, choice) => ({
            name: `${choice}${'n'.repeat(80)}`,
            value: `${choice}v`,
          })),
        })),
      },
      '0',
    ],
  ])('refuses %s at its path', async (_what, command, path) => {
    const refusal = await client.rest
      .put(`/applications/${client.application.id}/commands`, { body: [command] })
      .catch((error: DiscordAPIError) => error);
    expect(refusal).toMatchObject({ code: 50035, status: 400 });
    expect(pathsOf((refusal as DiscordAPIError).rawError)).toContain(path);
  });

  it('refuses a hundred and first command', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `c${index}`, description: 'x' }));
    await expect(client.application.commands.set(many)).rejects.toMatchObject({ code: 30032 });
  });
});

function pathsOf(rawError: unknown): string[] {
  const errors = typeof rawError === 'object' && rawError && 'errors' in rawError ? rawError.errors : {};
  return leaves(errors as Record<string, unknown>, '');
}

function leaves(node: Record<string, unknown>, path: string): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    key === '_errors' ? [path.slice(1)] : leaves(value as Record<string, unknown>, `${path}.${key}`),
  );
}
