/**
 * One structured log (pino). Every line written while a click, a command or a job is handled carries its
 * correlation id, so one search follows it from the click to the network. No message text and no secret is
 * logged at info level.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';

export type Log = Logger;

const correlation = new AsyncLocalStorage<string>();

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const id = correlation.getStore();
      return id ? { correlation: id } : {};
    },
    redact: { paths: SECRETS, censor: '[redacted]' },
    serializers: { err: withoutValues },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A failed statement carries its values, which are people's words: its cause says enough. */
function withoutValues(error: Error): object {
  const told =
    error.message?.startsWith('Failed query') && error.cause instanceof Error ? error.cause : error;
  const { type, message, stack, code } = pino.stdSerializers.err(told) as Record<string, unknown>;
  return { type, message, stack, ...(code === undefined ? {} : { code }) };
}

/** Runs with a correlation id: the one given (from a job's payload), or a new one. */
export function correlated<T>(run: () => T, id: string = randomUUID()): T {
  return correlation.run(id, run);
}

export function correlationId(): string | undefined {
  return correlation.getStore();
}

const SECRETS = ['token', 'password', 'secret', 'authorization', 'headers.authorization'].flatMap((name) => [
  name,
  `*.${name}`,
]);
