/** Slack's date formats. Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
import { clockTime, format, nearDay } from '../time.ts';

const DAYS: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
};

export function writeDate(pattern: string, at: number, now: number, zone: string): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, token: string) => wordsFor(token, at, now, zone) ?? whole);
}

/** The pretty forms say today, tomorrow or yesterday where that is so. */
function wordsFor(token: string, at: number, now: number, zone: string): string | undefined {
  if (token === 'time') return clockTime(at, zone);
  if (token === 'time_secs')
    return format(at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const near = token.endsWith('_pretty') ? nearDay(at, now, zone) : undefined;
  const options = DAYS[token.replace(/_pretty$/, '')];
  return near ?? (options ? format(at, zone, options) : undefined);
}
