/** Who holds a folder: enough to tell later whether that very process still lives. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const OwnerSchema = z.object({
  pid: z.int(),
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  started: z.string(),
  /** Process numbers mean the same only within one of these: a boot of a machine, and a container on it. */
  place: z.string(),
  /** ISO 8601. */
  since: z.string(),
  token: z.string(),
  released: z.boolean(),
});
export type Owner = z.infer<typeof OwnerSchema>;

export function thisProcess(token: string): Owner {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    place: place(),
    since: new Date().toISOString(),
    token,
    released: false,
  };
}

/** Undefined when it is not (yet) wholly written. */
export function parseOwner(text: string): Owner | undefined {
  try {
    return OwnerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** `unsure`: it ran in another container or machine, or the system does not tell when a process began. */
export function stateOf(owner: Owner): 'gone' | 'alive' | 'unsure' {
  if (owner.released) return 'gone';
  if (owner.place !== place()) return 'unsure';
  if (!exists(owner.pid)) return 'gone';
  const started = startOf(owner.pid);
  if (!started || !owner.started) return 'unsure';
  return started === owner.started ? 'alive' : 'gone';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold spaces and brackets itself. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process stays in the list until its parent looks.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
