/** The commands and jobs, found by their folders. */
import { type Command, type Group, isGroup } from '../chat/command.ts';
import { load } from '../kit/load.ts';
import { codeFolder } from '../kit/root.ts';
import type { Job } from '../queue/job.ts';
import type { App } from './app.ts';

let commands: ReturnType<typeof readCommands> | undefined;

/** From the folder commands/ of the running code; read once. */
export function loadCommands(): ReturnType<typeof readCommands> {
  commands ??= readCommands();
  return commands;
}

/** Throws when a file does not hold what its name says. */
export function readCommands(from: string = codeFolder('commands')): Promise<(Command<App> | Group<App>)[]> {
  return load<Command<App> | Group<App>>(from, {
    exported: 'command',
    fault: commandFault,
    fileName: (definition) => definition.name.replaceAll(' ', '-'),
  });
}

export function loadJobs(): Promise<Job<App>[]> {
  return load<Job<App>>(codeFolder('jobs'), {
    exported: 'job',
    fault: jobFault,
    fileName: (job) => job.name,
  });
}

function commandFault(value: unknown): string | undefined {
  const definition = value as Command<App> | Group<App>;
  if (!/^[a-z]+( [a-z]+)?$/.test(definition.name ?? ''))
    return 'its name is not one or two lower-case words.';
  if (!definition.summary || definition.summary.length > 100)
    return 'its summary is missing or over 100 characters.';
  if (isGroup(definition)) return definition.buttons ? undefined : 'it has neither run() nor buttons.';
  const faulty = Object.entries(definition.options ?? {}).find(([, option]) => option.summary.length > 100);
  if (faulty) return `the summary of its option ${faulty[0]} is over 100 characters.`;
  return typeof definition.run === 'function' ? undefined : 'it has no run().';
}

function jobFault(value: unknown): string | undefined {
  const job = value as Job<App>;
  if (typeof job.name !== 'string' || !job.summary) return 'it has no name or no summary.';
  if (typeof job.run !== 'function' || !job.payload) return 'it has no run() or no payload schema.';
  return undefined;
}
