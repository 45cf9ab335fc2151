/** One process that decodes, from its start to its end. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { BrokeOff } from './broke-off.ts';
import { type Frame, FrameReader, writtenFrame } from './frames.ts';
import { type Answer, answerSchema, type Task } from './protocol.ts';

interface Waiting {
  resolve(decoded: { answer: Answer; bytes: Uint8Array }): void;
  reject(error: Error): void;
}

export class DecoderProcess {
  isRunning = true;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly limits: { deadline: number; idle: number };
  private readonly reader = new FrameReader();
  private waiting: Waiting | undefined;
  private ending: NodeJS.Timeout | undefined;
  private complaint = '';

  /** Throws `BrokeOff`. */
  constructor(program: readonly string[], limits: { deadline: number; idle: number }) {
    this.limits = limits;
    this.child = started(program, (error) => this.over(error));
    this.child.stdout.on('data', (piece: Buffer) => this.hear(piece));
    this.child.stderr.on('data', (piece: Buffer) => {
      this.complaint = `${this.complaint}${piece}`.slice(-MOST_COMPLAINT);
    });
    // It has ended, which is told by itself.
    this.child.stdin.on('error', () => {});
    this.child.on('close', (code, signal) =>
      this.over(new BrokeOff('crash', `${signal ?? `exit ${code}`} ${this.complaint}`.trim())),
    );
    this.letGo();
  }

  async ask(task: Task, bytes: Uint8Array): Promise<{ answer: Answer; bytes: Uint8Array }> {
    clearTimeout(this.ending);
    // Whoever waits for the answer is not left by a bot that has nothing else to do.
    this.child.ref();
    const late = setTimeout(
      () => this.abandon(new BrokeOff('time', `no answer in ${this.limits.deadline} ms`)),
      this.limits.deadline,
    );
    try {
      return await new Promise((resolve, reject) => {
        this.waiting = { resolve, reject };
        for (const part of writtenFrame({ head: { task }, bytes })) this.child.stdin.write(part);
      });
    } finally {
      clearTimeout(late);
      this.waiting = undefined;
      this.child.unref();
      if (this.isRunning) this.ending = setTimeout(() => this.end(), this.limits.idle).unref();
    }
  }

  private hear(piece: Buffer): void {
    try {
      for (const frame of this.reader.push(piece)) this.answer(frame);
    } catch (error) {
      this.abandon(new BrokeOff('crash', `it answers what nobody understands: ${error}`));
    }
  }

  private answer({ head, bytes }: Frame): void {
    const answer = answerSchema.parse(head);
    if (answer.outcome === 'memory') this.abandon(new BrokeOff('memory', 'it took too much memory'));
    else this.waiting?.resolve({ answer, bytes });
  }

  /** Nothing is under way. */
  private end(): void {
    this.isRunning = false;
    this.child.stdin.end();
  }

  private abandon(error: BrokeOff): void {
    this.over(error);
    this.child.kill('SIGKILL');
  }

  private over(error: Error): void {
    this.isRunning = false;
    this.waiting?.reject(error);
  }

  /** While nothing is asked of it, it keeps nobody from ending. */
  private letGo(): void {
    const { child } = this;
    child.unref();
    for (const stream of [child.stdin, child.stdout, child.stderr])
      if (stream instanceof Socket) stream.unref();
  }
}

/** `failed`: told of what comes to light only later. Throws `BrokeOff`. */
function started(
  program: readonly string[],
  failed: (error: BrokeOff) => void,
): ChildProcessWithoutNullStreams {
  let child: ChildProcess;
  try {
    // Without the bot's environment: what takes this process over is handed no secret.
    child = spawn(process.execPath, program, { env: {}, stdio: 'pipe' });
  } catch (error) {
    throw new BrokeOff('start', String(error));
  }
  child.on('error', (error) => failed(new BrokeOff('start', error.message)));
  if (isConnected(child)) return child;
  throw new BrokeOff('start', 'the system gives it no pipes');
}

/** Where the system's files are used up there is a process without streams, and why is told by an event. */
function isConnected(child: ChildProcess): child is ChildProcessWithoutNullStreams {
  return Boolean(child.stdin && child.stdout && child.stderr);
}

const MOST_COMPLAINT = 2_000;
