/** The commands and groups of commands/, for what is made from them outside of a running bot. */
import { join } from 'node:path';
import { type Command, type Group, isGroup } from '../chat/command.ts';
import { load } from '../kit/load.ts';

type Definition = Command<never> | Group<never>;

export interface Definitions {
  commands: Command<never>[];
  groups: Group<never>[];
}

export async function loadDefinitions(
  folder: string = join(import.meta.dirname, '../../commands'),
): Promise<Definitions> {
  const all = await load<Definition>(folder, {
    exported: 'command',
    fault,
    fileName: ({ name }) => name.replaceAll(' ', '-'),
  });
  return {
    commands: all.filter((definition): definition is Command<never> => !isGroup(definition)),
    groups: all.filter((definition) => isGroup(definition)),
  };
}

function fault(value: unknown): string | undefined {
  const definition = value as Partial<Command<never> & Group<never>>;
  if (!definition.name) return 'has no `name`.';
  if (!definition.summary) return 'has no `summary`.';
  return definition.run || definition.buttons ? undefined : 'has neither `run` nor `buttons`.';
}
