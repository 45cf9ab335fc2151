/** Our log in the shape that Slack's libraries write to. What they call info is debug here: it holds no decision. */
import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../../kit/log.ts';

export function slackLog(log: Log): Logger {
  const words = (all: unknown[]) => all.map(String).join(' ');
  return {
    debug: (...all) => log.isLevelEnabled('trace') && log.trace(words(all)),
    info: (...all) => log.debug(words(all)),
    warn: (...all) => log.warn(words(all)),
    error: (...all) => log.error(words(all)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
