/** The words of time in English, Danish, German, Spanish and French, folded (`fold.ts`). */

/** Month → how it is called; the first is January. */
export const MONTHS = numbered([
  'january jan januar janner jaenner enero ene janvier janv',
  'february feb februar feber febrero fevrier fevr fev',
  'march mar marts marz maerz mrz marzo mars',
  'april apr abril abr avril avr',
  'may maj mai mayo',
  'june jun juni junio juin',
  'july jul juli julio juillet juil',
  'august aug agosto ago aout',
  'september sep sept septiembre setiembre set septembre',
  'october oct oktober okt octubre octobre',
  'november nov noviembre novembre',
  'december dec dezember dez diciembre dic decembre',
]);

/** Weekday → how it is called, by ISO's number: Monday is 1. */
export const WEEKDAYS = numbered([
  'monday mon mandag man montag lunes lun lundi',
  'tuesday tue tues tirsdag tir tirs dienstag martes mardi',
  'wednesday wed weds onsdag ons mittwoch miercoles mie mercredi mer',
  'thursday thu thur thurs torsdag tor tors donnerstag jueves jue jeudi jeu',
  'friday fri fredag fre freitag viernes vie vendredi ven',
  'saturday sat lordag loerdag lor samstag sonnabend sabado sab samedi sam',
  'sunday sun sondag soendag son sonntag domingo dom dimanche dim',
]);

/** German's, which count with a capital alone: "so" is a word of English. */
export const SHORT_WEEKDAYS: Record<string, number> = { Mo: 1, Di: 2, Mi: 3, Do: 4, Fr: 5, Sa: 6, So: 7 };

/** Days from today. */
export const DAYS: Record<string, number> = {
  ...same(-2, ['day before yesterday', 'i forgars', 'vorgestern', 'anteayer', 'avant-hier']),
  ...same(-1, ['yesterday', 'i gar', 'igar', 'gestern', 'ayer', 'hier']),
  ...same(0, ['today', 'i dag', 'idag', 'heute', 'hoy', "aujourd'hui"]),
  ...same(1, ['tomorrow', 'tmrw', 'tmw', 'i morgen', 'imorgen', 'morgen', 'manana', 'demain']),
  ...same(2, ['day after tomorrow', 'i overmorgen', 'overmorgen', 'ubermorgen', 'uebermorgen']),
  ...same(2, ['pasado manana', 'apres-demain', 'apres demain']),
};

/** `tonight` is the evening and what follows of the night. */
export type Part = 'early' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'tonight' | 'night';

/** Of the day that is named beside it. */
export const PARTS: Record<string, Part> = {
  ...same('early', ['de la madrugada', 'madrugada']),
  ...same('morning', ['in the morning', 'morning', 'om morgenen', 'morgen', 'morgens', 'am morgen']),
  ...same('morning', ['formiddag', 'om formiddagen', 'vormittag', 'vormittags', 'am vormittag']),
  ...same('morning', ['tidlig', 'fruh', 'frueh', 'in der fruh', 'por la manana', 'de la manana']),
  ...same('morning', ['en la manana', 'du matin', 'le matin', 'matin']),
  ...same('noon', ['middag', 'mittag', 'mittags', 'del mediodia']),
  ...same('afternoon', ['in the afternoon', 'afternoon', 'eftermiddag', 'om eftermiddagen']),
  ...same('afternoon', ['nachmittag', 'nachmittags', 'am nachmittag', 'por la tarde', 'de la tarde']),
  ...same('afternoon', ['en la tarde', "de l'apres-midi", "l'apres-midi", 'apres-midi']),
  ...same('evening', ['in the evening', 'evening', 'aften', 'om aftenen', 'abend', 'abends', 'am abend']),
  ...same('evening', ['por la noche', 'de la noche', 'en la noche', 'du soir', 'le soir', 'soir']),
  ...same('night', ['at night', 'night', 'nat', 'om natten', 'nacht', 'nachts', 'de nuit']),
};

/** Of today. */
export const PARTS_TODAY: Record<string, Part> = {
  ...same('morning', ['this morning', 'esta manana', 'ce matin', 'i formiddag']),
  ...same('afternoon', ['this afternoon', 'i eftermiddag', 'esta tarde', 'cet apres-midi']),
  ...same('evening', ['this evening', 'i aften', 'ce soir']),
  ...same('tonight', ['tonight', 'esta noche']),
  ...same('night', ['i nat', 'cette nuit']),
};

export const NOON = ['noon', 'midday', 'al mediodia', 'mediodia', 'midi'];
export const MIDNIGHT = ['midnight', 'midnat', 'mitternacht', 'medianoche', 'minuit'];

/** Next to a weekday. */
export const NEXT = 'next naeste nachste nachsten nachster naechsten proximo prochain'.split(' ');
/** The first that is still to come, never today. */
export const COMING = ['coming', 'this coming', 'kommende', 'forstkommende', 'kommenden', 'kommender'];
export const THIS = 'this denne diesen este ce'.split(' ');
export const NEXT_WEEK = [
  ...['next week', 'i naeste uge', 'naeste uge', 'nachste woche', 'nachster woche', 'naechste woche'],
  ...['la proxima semana', 'proxima semana', 'la semana que viene', 'de la semaine prochaine'],
  ...['la semaine prochaine', 'semaine prochaine'],
];
export const BACK = [
  ...['last', 'previous', 'ago', 'sidste', 'forrige', 'siden', 'letzte', 'letzten', 'letzter', 'vorigen'],
  ...['vergangenen', 'vor', 'pasado', 'ultimo', 'hace', 'dernier', 'passe', 'il y a', 'i morges'],
];
/** Before the end of a stretch of time, or its beginning. */
export const STRETCH = [
  ...['between', 'from', 'to', 'until', 'till', 'through', 'thru', 'mellem', 'fra', 'til', 'zwischen', 'von'],
  ...['bis', 'ab', 'entre', 'desde', 'hasta', "jusqu'a", 'depuis'],
];
/** Before a time of day: a number behind one is an hour. */
export const AT = ['at', '@', 'kl.', 'kl', 'klokken', 'um', 'a las', 'a la', 'a'];
/** They lead to what follows and say nothing of their own. */
export const LINKS = [
  ...[...AT, 'on', 'the', 'of', 'pa', 'den', 'd.', 'am', 'der', 'dem', 'el', 'la', 'las', 'de', 'del'],
  ...['dia', 'le', "d'"],
];
/** Whoever writes one puts the day before the month. */
export const DAY_FIRST = ['kl.', 'kl', 'klokken', 'um', 'den', 'd.', 'a las', 'el', 'le', 'uhr'];

export type Unit = 'second' | 'minute' | 'quarter' | 'hour' | 'day' | 'week' | 'month' | 'year';

export const UNITS: Record<string, Unit> = {
  ...same('second', 'seconds second secs sec s sekunder sekunden sekunde sekund segundos segundo'.split(' ')),
  ...same('second', ['secondes', 'seconde']),
  ...same('minute', 'minutes minute mins min m minutter minut minuten minutos minuto'.split(' ')),
  ...same('quarter', ['kvarter', 'viertelstunden', 'viertelstunde', "quart d'heure", 'cuarto de hora']),
  ...same('hour', 'hours hour hrs hr h timer time t stunden stunde std horas hora heures heure'.split(' ')),
  ...same('day', 'days day d dage dag tagen tage tag dias dia jours jour'.split(' ')),
  ...same('week', 'weeks week w uger uge wochen woche semanas semana semaines semaine'.split(' ')),
  ...same('month', 'months month maneder maned monaten monate monat meses mes mois'.split(' ')),
  ...same('year', 'years year yrs yr ar jahren jahre jahr anos ano ans an annees annee'.split(' ')),
};

/** From one to twelve, as hours are told by them. */
export const NUMBERS = {
  english: numbered('one two three four five six seven eight nine ten eleven twelve'.split(' ')),
  danish: numbered('et to tre fire fem seks syv otte ni ti elleve tolv'.split(' ')),
  german: numbered('eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf'.split(' ')),
  spanish: numbered('una dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ')),
  french: numbered('une deux trois quatre cinq six sept huit neuf dix onze douze'.split(' ')),
};

/** Before a length of time that is counted from now, and behind one. */
export const IN = ['in', 'om', 'dentro de', 'en', 'dans'];
export const FROM_NOW = ['from now', 'fra nu', 'ab jetzt'];
export const AND = ['and a', 'and', 'og', 'und', 'y', 'et'];

export const AMOUNTS: Record<string, number> = {
  ...same(0.5, ['half an', 'half a', 'half', 'en halv', 'et halvt', 'halv', 'einer halben', 'einem halben']),
  ...same(0.5, ['media', 'medio', 'une demi', 'demi', 'demie']),
  ...same(1.5, ['one and a half', 'halvanden', 'halvandet', 'anderthalb', 'eineinhalb']),
  ...same(1, ['a', 'an', 'one', 'en', 'et', 'ein', 'eine', 'einer', 'einem', 'un', 'una', 'une']),
  ...Object.assign({}, ...Object.values(NUMBERS)),
  ...andHalf(NUMBERS.english, ' and a half'),
  ...andHalf(NUMBERS.german, 'einhalb'),
  ...andHalf(NUMBERS.danish, ' en halv'),
  ...andHalf(NUMBERS.danish, ' og en halv'),
};

/** One of the words, the longest first, as the source of a regular expression. */
export function oneOf(words: Iterable<string>): string {
  const sorted = [...words].sort((one, other) => other.length - one.length);
  return `(?:${sorted.map((word) => word.replace(/[.+]/g, '\\$&').replace(/ /g, '\\s+')).join('|')})`;
}

function numbered(rows: string[]): Record<string, number> {
  return Object.fromEntries(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + 1])));
}

/** "two and a half", "zweieinhalb" */
function andHalf(numbers: Record<string, number>, more: string): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([word, number]) => [word + more, number + 0.5]));
}

function same<T>(value: T, words: string[]): Record<string, T> {
  return Object.fromEntries(words.map((word) => [word, value]));
}
