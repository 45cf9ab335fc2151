/** Times in words, in a person's zone. */

export function clockTime(at: number, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Mon 23 Nov` */
export function shortDay(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' });
}

export function longDay(at: number, zone: string): string {
  return format(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

export function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at);
}

/** `today`, `tomorrow`, `yesterday`, or undefined. */
export function nearDay(at: number, now: number, zone: string): string | undefined {
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)];
}

/** `tomorrow 09:00`, else `Mon 23 Nov, 09:00`. */
export function nearTime(at: number, now: number, zone: string): string {
  const day = nearDay(at, now, zone);
  if (day === 'today') return clockTime(at, zone);
  return day ? `${day} ${clockTime(at, zone)}` : `${shortDay(at, zone)}, ${clockTime(at, zone)}`;
}

/** `in 20 hours`, `2 minutes ago`. */
export function relative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? LAST_UNIT;
  return words.format(Math.round(seconds / size), unit);
}

/** `Europe/Copenhagen` → `Copenhagen` */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

const LAST_UNIT: [Intl.RelativeTimeFormatUnit, number] = ['second', 1];
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function dayNumber(at: number, zone: string): number {
  const [day, month, year] = format(at, zone, { day: '2-digit', month: '2-digit', year: 'numeric' }).split(
    '/',
  );
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}
