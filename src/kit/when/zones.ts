/** Zones as people write them: by their name, by an abbreviation, by an offset, by a city. */
import { FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { oneOf } from './vocabulary.ts';

/** In minutes. */
const HOUR = 60;

/** One reading of what was written. */
export interface NamedZone {
  zone: Zone;
  /** "India": where a reading is told apart from another. */
  place?: string;
  /** Whose clocks show it for a part of the year only: "EST" is said of New York in July too, and is wrong there. */
  region?: IANAZone;
}

export function fixed(minutes: number): NamedZone {
  return { zone: FixedOffsetZone.instance(minutes) };
}

export function named(name: string): NamedZone | undefined {
  return IANAZone.isValidZone(name) ? { zone: IANAZone.create(canonical(name)) } : undefined;
}

/** "copenhagen" → Europe/Copenhagen, where one zone alone is called after such a city. */
export function ofCity(city: string): NamedZone | undefined {
  const found = Intl.supportedValuesOf('timeZone').filter(
    (name) => name.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase() === city,
  );
  return found.length === 1 && found[0] ? named(found[0]) : undefined;
}

/** Abbreviation or name, folded → its readings: one, or several to be asked about. */
export const ZONE_WORDS: Record<string, NamedZone[]> = {
  ...always(0, ['utc', 'gmt', 'zulu', 'greenwich mean time', 'coordinated universal time']),
  ...always(9, ['jst', 'japan standard time', 'kst', 'korea standard time']),
  ...always(8, ['hkt', 'sgt', 'pht', 'awst']),
  ...{ ...always(7, ['wib']), ...always(5, ['pkt']), ...always(5.75, ['npt']) },
  ...{ ...always(3, ['msk', 'eat']), ...always(2, ['sast', 'cat']), ...always(1, ['wat']) },
  ...{ ...always(-3, ['brt', 'art']), ...always(-10, ['hst']) },
  ...always(5.5, ['india standard time', 'indian standard time']),
  ...seasonal('America/New_York', -5, ['est', 'eastern standard time'], ['edt', 'eastern daylight time']),
  ...seasonal('America/Chicago', -6, ['central standard time'], ['cdt', 'central daylight time']),
  ...seasonal('America/Denver', -7, ['mst', 'mountain standard time'], ['mdt', 'mountain daylight time']),
  ...seasonal('America/Los_Angeles', -8, ['pst', 'pacific standard time'], ['pdt', 'pacific daylight time']),
  ...seasonal('America/Anchorage', -9, ['akst'], ['akdt']),
  ...seasonal('America/Halifax', -4, ['atlantic standard time'], ['adt', 'atlantic daylight time']),
  ...seasonal('America/St_Johns', -3.5, ['nst'], ['ndt']),
  ...seasonal(
    'Europe/Paris',
    1,
    ['cet', 'mez', 'central european standard time'],
    ['cest', 'mesz', 'central european summer time'],
  ),
  ...seasonal('Europe/Athens', 2, ['eet', 'oez'], ['eest', 'oesz']),
  ...seasonal('Europe/Lisbon', 0, ['wet', 'wez'], ['west', 'wesz']),
  ...seasonal('Europe/London', 0, [], ['british summer time']),
  ...seasonal('Australia/Sydney', 10, ['aest'], ['aedt']),
  ...seasonal('Australia/Adelaide', 9.5, ['acst'], ['acdt']),
  ...seasonal('Pacific/Auckland', 12, ['nzst'], ['nzdt']),
  ...region('America/New_York', ['et', 'eastern time', 'eastern']),
  ...region('America/Chicago', ['ct', 'central time']),
  ...region('America/Denver', ['mt', 'mountain time']),
  ...region('America/Los_Angeles', ['pt', 'pacific time', 'pacific']),
  ...region('America/Halifax', ['atlantic time']),
  ...region('Europe/Paris', ['central european time']),
  ...region('Europe/Athens', ['eastern european time']),
  ...region('Europe/London', ['uk time', 'british time']),
  ...region('Europe/Copenhagen', ['dansk tid']),
  ...region('Europe/Berlin', ['deutsche zeit', 'deutscher zeit']),
  ...unclear('ist', ['Asia/Kolkata', 'India'], ['Europe/Dublin', 'Ireland'], ['Asia/Jerusalem', 'Israel']),
  ...unclear(
    'cst',
    ['America/Chicago', 'North America'],
    ['Asia/Shanghai', 'China'],
    ['America/Havana', 'Cuba'],
  ),
  ...unclear('bst', ['Europe/London', 'Britain'], ['Asia/Dhaka', 'Bangladesh']),
  ...unclear('ast', ['America/Halifax', 'Atlantic Canada'], ['Asia/Riyadh', 'Arabia']),
  ...unclear('amt', ['America/Manaus', 'Amazonas'], ['Asia/Yerevan', 'Armenia']),
  ...unclear('gst', ['Asia/Dubai', 'the Gulf'], ['Atlantic/South_Georgia', 'South Georgia']),
  ...unclear('sst', ['Pacific/Pago_Pago', 'Samoa'], ['Asia/Singapore', 'Singapore']),
  ...unclear('ect', ['America/Guayaquil', 'Ecuador'], ['America/St_Lucia', 'the Eastern Caribbean']),
};

export const ZONE_WORD = oneOf(Object.keys(ZONE_WORDS));

/** The person's own. */
export const LOCAL = [
  'local time',
  'my time',
  'our time',
  'lokal tid',
  'ortszeit',
  'hora local',
  'heure locale',
];

/** As the IANA list spells it. */
function canonical(name: string): string {
  spelled ??= new Map(Intl.supportedValuesOf('timeZone').map((one) => [one.toLowerCase(), one]));
  return spelled.get(name.toLowerCase()) ?? name;
}

let spelled: Map<string, string> | undefined;

function always(hours: number, words: string[]): Record<string, NamedZone[]> {
  return each(words, [fixed(hours * HOUR)]);
}

function seasonal(
  zone: string,
  hours: number,
  winter: string[],
  summer: string[],
): Record<string, NamedZone[]> {
  const region = IANAZone.create(zone);
  return {
    ...each(winter, [{ ...fixed(hours * HOUR), region }]),
    ...each(summer, [{ ...fixed((hours + 1) * HOUR), region }]),
  };
}

function region(zone: string, words: string[]): Record<string, NamedZone[]> {
  return each(words, [{ zone: IANAZone.create(zone) }]);
}

function unclear(word: string, ...readings: [zone: string, place: string][]): Record<string, NamedZone[]> {
  return { [word]: readings.map(([zone, place]) => ({ zone: IANAZone.create(zone), place })) };
}

function each(words: string[], readings: NamedZone[]): Record<string, NamedZone[]> {
  return Object.fromEntries(words.map((word) => [word, readings]));
}
