import { describe, expect, test } from 'vitest';
import { registrationOf } from '../../../src/chat/discord/registration.ts';
import { commands, groups } from './definitions.ts';
import { faultsIn } from './requests.ts';

describe('registration', () => {
  const registered = registrationOf(commands, groups);

  test('follows Discord’s rules', () => {
    expect(faultsIn('commands', registered)).toBe('');
  });

  test('makes sub-commands of two words, described by their group', () => {
    expect(registered.map(({ name, description }) => [name, description])).toEqual([
      ['help', 'What there is'],
      ['post', 'Posts'],
    ]);
    const post = registered[1]?.options ?? [];
    expect(post.map(({ name, type }) => [name, type])).toEqual([
      ['new', 1],
      ['show', 1],
    ]);
  });

  test('requires options only where no form opens', () => {
    const [created, shown] = registered[1]?.options ?? [];
    const required = (of: typeof created) =>
      (of && 'options' in of ? of.options : undefined)?.map(({ name, required: it }) => [name, it]);
    expect(required(created)?.every(([, it]) => it === false)).toBe(true);
    expect(required(shown)).toEqual([
      ['id', true],
      ['as', false],
    ]);
  });

  test('gives each kind of option its type', () => {
    const [created] = registered[1]?.options ?? [];
    const options = created && 'options' in created ? created.options : [];
    expect(options?.[0]).toEqual({
      name: 'text',
      description: 'What to say',
      required: false,
      type: 3,
      max_length: 5000,
    });
    expect(options?.[1]).toMatchObject({ name: 'to', type: 3, autocomplete: true });
    expect(options?.[3]).toMatchObject({ name: 'media', type: 11 });
    expect(registered[0]?.options?.map(({ type }) => type)).toEqual([6, 7]);
  });

  test('refuses at once everything that Discord would not take', () => {
    const [created] = commands;
    if (!created) throw new Error('no command');
    const option = { kind: 'text' as const, summary: 'x', required: true };
    const wrong = {
      ...created,
      name: 'Post New Now',
      summary: '',
      options: { 'Ö x': option, b: option, c: option, d: option, e: option, f: option },
    };
    expect(() => registrationOf([wrong], [])).toThrow(
      /one or two words[\s\S]*summary must have[\s\S]*"Ö x" is no name[\s\S]*requires 6 fields/,
    );
  });
});
