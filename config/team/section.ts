/**
 * A section of team.yaml that a job owns: one file in config/team/sections, found by its folder, with its schema, what
 * is made of it, and what it points to. The sections that publishing stands on are in file.ts.
 */
import type { z } from 'zod';
import { load } from '../../src/kit/load.ts';
import { codeFolder } from '../../src/kit/root.ts';
import type { Fault } from '../fault.ts';
import type { Known } from './approval-references.ts';
import { readDocument } from './document.ts';

export interface Section<Read, Value> {
  /** The key in team.yaml, and the name of its file. */
  key: string;
  /** Parses what stands there, `undefined` where nothing does: give it a default. */
  schema: z.ZodType<Read>;
  /** Keys whose texts may hold `${NAME}`, filled in from the environment; what they hold is never shown. */
  secrets?: readonly string[];
  /** What the app uses. */
  read(file: Read, around: Surroundings): Value;
  /**
   * Loads what reading takes beside this file, where something stands in the section: what is heavy costs nothing to
   * whoever does without it. `raw` is what stands there.
   */
  prepare?(raw: unknown): Promise<void>;
  /** Names that point to nothing. Reads the raw value tolerantly, so that these faults stand beside those of shape. */
  check?(raw: unknown, known: KnownNames, lineOf: LineOf): Fault[];
}

/** The line in the file, from 1, of what stands at this path. */
export type LineOf = (path: readonly PropertyKey[]) => number;

/** What a section may point to, as it was read. */
export interface Surroundings {
  /** IANA; for whoever has no zone of their own. */
  timeZone: string;
  /** What for → chat → channel id. */
  channels: Record<string, Record<string, string>>;
  people: { name: string; identities: Record<string, string> }[];
  /** By name. */
  targets: Record<string, { network: string }>;
  /** Name → names of targets. */
  groups: Record<string, string[]>;
}

/** What a section may name. */
export interface KnownNames extends Known {
  /** Keys of `channels`. */
  channels: string[];
  /** Keys of `topics` under `listening`. */
  topics: string[];
}

export interface DefinedSection<Read, Value> extends Section<Read, Value> {
  /** What a team's file says here. Throws where the team was read without this section. */
  of(team: { sections: ReadonlyMap<string, unknown> }): Value;
}

export function defineSection<Read, Value>(section: Section<Read, Value>): DefinedSection<Read, Value> {
  return {
    ...section,
    of({ sections }) {
      if (!sections.has(section.key))
        throw new Error(`The team was read without its section ${section.key}.`);
      return sections.get(section.key) as Value;
    },
  };
}

export type AnySection = Section<unknown, unknown>;

/** To be called before `readTeam`. A file that cannot be read is told by that. */
export async function prepareSections(sections: readonly AnySection[], yamlText: string): Promise<void> {
  const { value } = readDocument(yamlText);
  if (typeof value !== 'object' || value === null) return;
  await Promise.all(
    sections.map(({ key, prepare }) => {
      const raw: unknown = Reflect.get(value, key);
      return raw === undefined ? undefined : prepare?.(raw);
    }),
  );
}

let sections: Promise<AnySection[]> | undefined;

/** From the folder of the running code; read once. Throws when a file does not hold what its name says. */
export function loadSections(): Promise<AnySection[]> {
  sections ??= load<AnySection>(codeFolder('config/team/sections'), {
    exported: 'section',
    fault: (value) =>
      typeof (value as AnySection).schema?.safeParse === 'function'
        ? undefined
        : 'its `schema` is no zod schema.',
    fileName: ({ key }) => key.replaceAll('_', '-'),
  });
  return sections;
}
