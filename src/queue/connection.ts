/** How we connect to Redis. The only place that loads its client. */
import type { Redis, RedisOptions } from 'ioredis';

/**
 * Clients that work for a user without the right to INFO too. Their library and BullMQ ask for it before all else, and
 * would ask for ever; what they need of it is a version, and one that is too old shows by what it refuses.
 */
export async function redisConnector(redisUrl: string): Promise<(options: RedisOptions) => Redis> {
  const { Redis: Plain } = await import('ioredis');
  class Tolerant extends Plain {
    override info(...input: unknown[]): Promise<string> {
      const callback = input.find((one) => typeof one === 'function') as Callback | undefined;
      const words = input.filter((one): one is string => typeof one === 'string');
      const answer = super.info(...words).catch(standIn);
      if (callback) {
        answer.then(
          (text) => callback(null, text),
          (error) => callback(error),
        );
      }
      return answer;
    }

    override duplicate(other?: Partial<RedisOptions>): Redis {
      return new Made({ ...this.options, ...other });
    }
  }
  const Made = Tolerant as unknown as new (...input: unknown[]) => Redis;
  return (options) => new Made(redisUrl, options);
}

type Callback = (error: unknown, text?: string) => void;

function standIn(error: Error): string {
  if (!isRefusal(error)) throw error;
  return `redis_version:${OLDEST}\r\nloading:0\r\n`;
}

/** Whether Redis knows the command or lets us, and not whether it could be asked. */
export function isRefusal({ message }: Error): boolean {
  return /^(NOPERM|ERR unknown command)/i.test(message);
}

/** What BullMQ asks for. */
export const OLDEST = '6.2.0';
