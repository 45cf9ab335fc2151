/**
 * Which channel each thread belongs to: a message in a thread does not tell. Discord names the open threads when the
 * bot connects, and each that is opened afterwards or again; at most a thousand are open on a server.
 */
import { z } from 'zod';

const thread = z.object({ id: z.string(), parent_id: z.string() });
const several = z.object({ threads: z.array(thread).default([]) });

export class Threads {
  private readonly parents = new Map<string, string>();

  parentOf(channel: string): string | undefined {
    return this.parents.get(channel);
  }

  /** From `GUILD_CREATE` and `THREAD_LIST_SYNC`. */
  openOnes(data: unknown): void {
    const read = several.safeParse(data);
    for (const one of read.data?.threads ?? []) this.parents.set(one.id, one.parent_id);
  }

  /** From `THREAD_CREATE` and `THREAD_UPDATE`. */
  opened(data: unknown): void {
    const read = thread.safeParse(data);
    if (read.success) this.parents.set(read.data.id, read.data.parent_id);
  }

  closed(id: string): void {
    this.parents.delete(id);
  }
}
