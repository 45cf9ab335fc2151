/** The built bot in processes of its own, to be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Part } from '../../src/main/part.ts';
import { builtBot } from '../kit/built-bot.ts';

export interface Build {
  start(environment: Record<string, string>, part?: Part, spans?: Spans): Promise<BotProcess>;
  /** Runs one that is expected to end by itself; resolves with its code and what it wrote to stderr. */
  run(environment: Record<string, string>): Promise<{ code: number | null; said: string }>;
  /** Kills what still runs. */
  remove(): Promise<void>;
}

/** ms: after which others take up what it held, and that a request of its may take. */
export interface Spans {
  lease: number;
  deadline: number;
}

export interface BotProcess {
  /** As a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop. Resolves with its exit code and the milliseconds that it took. */
  stop(): Promise<{ code: number | null; took: number }>;
}

export async function buildBot(): Promise<Build> {
  const folder = await builtBot();
  const running = new Set<ChildProcess>();
  const launch = (environment: Record<string, string>, program: string[]) => {
    const env = { PATH: process.env.PATH, ...environment, LOG_LEVEL: 'info' };
    const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  return {
    async start(environment, part = 'all', spans) {
      const main = spans ? withSpans(folder, part, spans) : [join(folder, 'src', 'main.js'), part];
      const child = launch(environment, main);
      await ready(child);
      return handleOf(child);
    },
    async run(environment) {
      const child = launch(environment, [join(folder, 'src', 'main.js')]);
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, said };
    },
    async remove() {
      await Promise.all([...running].map((child) => handleOf(child).kill()));
    },
  };
}

/** As main.js, with shorter spans. */
function withSpans(folder: string, part: Part, spans: Spans): string[] {
  const script = `
    import { openHouse } from '${folder}/src/main/house.js';
    import { readEnvironment } from '${folder}/config/env.js';
    import { createLog } from '${folder}/src/kit/log.js';
    await openHouse('${part}', readEnvironment(), createLog('info'), ${JSON.stringify(spans)});
    console.log('"event":"ready"');`;
  return ['--input-type=module', '-e', script];
}

/** Rejects with what it said when it ends before it is ready. */
function ready(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        said.push(line);
        if (line.includes('"event":"ready"')) resolve();
      });
    }
    child.once('exit', () => reject(new Error(`The bot ended:\n${said.join('\n')}`)));
  });
}

function handleOf(child: ChildProcess): BotProcess {
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return {
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      const since = Date.now();
      return { code: await end('SIGTERM'), took: Date.now() - since };
    },
  };
}
