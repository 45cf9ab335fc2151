/** The commands, jobs, listeners, subjects, alarms and pages, found by their folders. */
import type { Team } from '../../config/team.ts';
import { type Definition, isGroup, isMenu, type Menu } from '../chat/command.ts';
import { HEARD_KINDS } from '../chat/heard.ts';
import type { Listener } from '../chat/listener.ts';
import { load } from '../kit/load.ts';
import { codeFolder } from '../kit/root.ts';
import type { Job } from '../queue/job.ts';
import { type PageDefinition, pageFault } from '../web/page.ts';
import { type AlarmDefinition, type Alarms, alarmFault, createAlarms } from './alarms/alarm.ts';
import type { App } from './app.ts';
import { createSubjects, type SubjectDefinition, type Subjects, subjectFault } from './showing/subject.ts';

let commands: ReturnType<typeof readCommands> | undefined;

/** From the folder commands/ of the running code; read once. */
export function loadCommands(): ReturnType<typeof readCommands> {
  commands ??= readCommands();
  return commands;
}

/** Throws when a file does not hold what its name says. */
export function readCommands(from: string = codeFolder('commands')): Promise<Definition<App>[]> {
  return load<Definition<App>>(from, {
    exported: 'command',
    fault: commandFault,
    fileName: (definition) => {
      const words = definition.name.toLowerCase().replaceAll(' ', '-');
      return isMenu(definition) ? `menu-${words}` : words;
    },
  });
}

export function loadJobs(): Promise<Job<App>[]> {
  return load<Job<App>>(codeFolder('jobs'), {
    exported: 'job',
    fault: jobFault,
    fileName: (job) => job.name,
  });
}

export function loadListeners(from: string = codeFolder('listeners')): Promise<Listener<App, Team>[]> {
  return load<Listener<App, Team>>(from, {
    exported: 'listener',
    fault: listenerFault,
    fileName: (listener) => listener.name,
  });
}

export async function loadSubjects(from: string = codeFolder('subjects')): Promise<Subjects<App>> {
  return createSubjects(
    await load<SubjectDefinition<App>>(from, {
      exported: 'subject',
      fault: subjectFault,
      fileName: (subject) => subject.kind,
    }),
  );
}

export async function loadAlarms(from: string = codeFolder('alarms')): Promise<Alarms<App>> {
  return createAlarms(
    await load<AlarmDefinition<App>>(from, {
      exported: 'alarm',
      fault: alarmFault,
      fileName: (alarm) => alarm.kind,
    }),
  );
}

let pages: ReturnType<typeof readPages> | undefined;

/** From the folder pages/ of the running code; read once. */
export function loadPages(): ReturnType<typeof readPages> {
  pages ??= readPages();
  return pages;
}

/** Throws when a file does not hold what its name says. */
export function readPages(from: string = codeFolder('pages')): Promise<PageDefinition<App>[]> {
  return load<PageDefinition<App>>(from, {
    exported: 'page',
    fault: pageFault,
    fileName: (page) => page.name,
  });
}

function commandFault(value: unknown): string | undefined {
  const definition = value as Definition<App>;
  if (isMenu(definition)) return menuFault(definition);
  if (!/^[a-z]+( [a-z]+)?$/.test(definition.name ?? ''))
    return 'its name is not one or two lower-case words.';
  if (!definition.summary || definition.summary.length > 100)
    return 'its summary is missing or over 100 characters.';
  if (isGroup(definition)) return definition.buttons ? undefined : 'it has neither run() nor buttons.';
  const faulty = Object.entries(definition.options ?? {}).find(([, option]) => option.summary.length > 100);
  if (faulty) return `the summary of its option ${faulty[0]} is over 100 characters.`;
  return typeof definition.run === 'function' ? undefined : 'it has no run().';
}

function menuFault(menu: Menu<App>): string | undefined {
  if (!/^[A-Z][a-zA-Z ]{0,23}$/.test(menu.name)) return 'its name is not words of up to 24 letters.';
  if (!menu.summary || menu.summary.length > 100) return 'its summary is missing or over 100 characters.';
  if (menu.menu !== 'message' && menu.menu !== 'user')
    return 'it is the menu of neither a message nor a user.';
  return typeof menu.run === 'function' ? undefined : 'it has no run().';
}

function jobFault(value: unknown): string | undefined {
  const job = value as Job<App>;
  if (typeof job.name !== 'string' || !job.summary) return 'it has no name or no summary.';
  if (typeof job.run !== 'function' || !job.payload) return 'it has no run() or no payload schema.';
  return undefined;
}

function listenerFault(value: unknown): string | undefined {
  const listener = value as Listener<App, Team>;
  if (!/^[a-z]+(-[a-z]+)*$/.test(listener.name ?? '')) return 'its name is not lower-case words with dashes.';
  if (!listener.summary || listener.summary.length > 100)
    return 'its summary is missing or over 100 characters.';
  if (!Array.isArray(listener.hears) || listener.hears.length === 0)
    return 'it says of nothing that it hears it.';
  const unknown = listener.hears.find((kind) => !HEARD_KINDS.includes(kind));
  if (unknown !== undefined) return `nothing of the kind "${unknown}" is heard.`;
  if (typeof listener.on !== 'function') return 'it has no on().';
  return typeof listener.run === 'function' ? undefined : 'it has no run().';
}
