/**
 * Decodes pictures in a process of its own. What strangers made may crash the library that unpacks it, or fill the
 * memory; a thread would take the bot with it, a process is only started again. It is handed nothing of the
 * bot's environment, but to the system it is the bot's own user: whoever took it over could read what the bot can. Started
 * when the first picture comes, and ended when none has come for a while.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codeFolder } from '../../kit/root.ts';
import type { BrokeOff } from './broke-off.ts';
import { DecoderProcess } from './decoder-process.ts';
import type { Answer, Task } from './protocol.ts';

export interface DecoderLimits {
  /** ms for one picture, its steps together. */
  deadline: number;
  /** ms after the last picture. */
  idle: number;
  /** Bytes that its process may take. */
  memory: number;
}

export interface Decoded {
  answer: Answer;
  bytes: Uint8Array;
}

export class Decoder {
  private readonly limits: DecoderLimits;
  private readonly program: readonly string[];
  private process: DecoderProcess | undefined;

  /** `program`: what Node runs; its own unless a test says otherwise. */
  constructor(limits: Partial<DecoderLimits> = {}, program: readonly string[] = ownProgram()) {
    this.limits = { ...USUAL, ...limits };
    this.program = program;
  }

  /**
   * One after another: whoever calls waits for the one before. Throws `BrokeOff` where the picture brought it down, or it could
   * not be started.
   */
  async decode(task: Task, bytes: Uint8Array): Promise<Decoded> {
    const known = this.process;
    if (known?.isRunning) {
      const decoded = await known.ask(task, bytes).catch(onlyCrash);
      if (decoded) return decoded;
      // One that had served before may have died of something else: once more, in a new one.
    }
    this.process = new DecoderProcess([...this.program, String(this.limits.memory)], this.limits);
    return this.process.ask(task, bytes);
  }
}

function onlyCrash(error: BrokeOff | Error): undefined {
  if ('why' in error && error.why === 'crash') return undefined;
  throw error;
}

/** From the sources, as in tests, TypeScript must be read first. */
function ownProgram(): string[] {
  const built = codeFolder('src', 'media', 'decoder', 'process.js');
  if (existsSync(built)) return [built];
  return ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'process.ts')];
}

const USUAL: DecoderLimits = { deadline: 60_000, idle: 30_000, memory: 1_500_000_000 };
