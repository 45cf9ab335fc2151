/** One worker process, seen from a harness: that of deliveries, or another with orders of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Answered, Order, Said } from './orders.ts';

/** How an order ended: `dead` when the worker died over it; an error in words. */
export type Ending = 'done' | 'dead' | { error: string };

export class WorkerProcess<Given = Order> {
  alive = true;
  /** What it wrote to stderr last. */
  readonly said: string[] = [];
  readonly ready: Promise<Ending>;
  hears: (said: Said) => void = () => {};
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private readonly waiting = new Map<number, (ending: Ending, told?: unknown) => void>();
  private asked = 0;

  constructor(program: string, settings: object) {
    const options = { env: { PATH: process.env.PATH, LOG_LEVEL: process.env.FAULTS_LOG ?? 'error' } };
    const node = [...FLAGS, program, JSON.stringify(settings)];
    this.child = spawn(process.execPath, node, { ...options, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.ready = this.answerTo(0);
    this.child.on('message', (answered: Answered) => this.take(answered));
    this.exited = once(this.child, 'close').then(() => this.over());
    for (const [name, hear] of [
      ['stdout', (line: string) => this.hears(JSON.parse(line) as Said)],
      ['stderr', (line: string) => void this.said.push(line)],
    ] as const) {
      const stream = this.child[name];
      if (stream) createInterface(stream).on('line', hear);
    }
  }

  async ask(order: Given): Promise<Ending> {
    if (!this.alive) return 'dead';
    this.asked += 1;
    const answer = this.answerTo(this.asked);
    this.child.send({ id: this.asked, order }, () => {});
    return answer;
  }

  /** What it answers. Throws where it died over it, or could not. */
  async question(order: Given): Promise<unknown> {
    if (!this.alive) throw new Error(DIED);
    this.asked += 1;
    const id = this.asked;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, (ending, told) => {
        if (ending === 'done') resolve(told);
        else reject(new Error(ending === 'dead' ? DIED : ending.error));
      });
    });
    this.child.send({ id, order }, () => {});
    return answer;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** As the kernel would; resolves when nothing of it is left. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private answerTo(id: number): Promise<Ending> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  private take({ id, error, told }: Answered): void {
    this.waiting.get(id)?.(error === undefined ? 'done' : { error }, told);
    this.waiting.delete(id);
  }

  /** Its output is read to the end by now. */
  private over(): void {
    this.alive = false;
    if (this.child.signalCode !== 'SIGKILL') this.said.push(`It ended by itself (${this.child.exitCode}).`);
    for (const tell of this.waiting.values()) tell('dead');
    this.waiting.clear();
  }

  /** It did not die of a kill: a fault of the worker or of the harness. */
  get crashed(): boolean {
    return !this.alive && this.child.signalCode !== 'SIGKILL';
  }
}

const DIED = 'The worker died over it.';

/** Most live for a second: what is compiled is kept, and nothing is compiled a second time to be faster. */
const FLAGS = ['--max-semi-space-size=8', '--expose-gc', '--no-opt', '--no-flush-bytecode'];
