/** What some languages write together with a word in Latin letters: Korean behind it, Hebrew and Arabic in front of it. */

/** Whether Korean hangs on a word what begins at `at`: casino에서. Another noun is part of the word: SM엔터. */
export function isParticleBehind(text: string, at: number): boolean {
  let end = at;
  while (end - at <= LONGEST && isHangul(text.charCodeAt(end))) end += 1;
  return KOREAN.test(text.slice(at, end));
}

/** Whether Hebrew or Arabic sets before a word what ends at `at`: בcasino, الcasino. */
export function isParticleBefore(text: string, at: number): boolean {
  let start = at;
  while (at - start <= LONGEST && isHebrewOrArabic(text.charCodeAt(start - 1))) start -= 1;
  return IN_FRONT.test(text.slice(start, at));
}

/** In letters; longer than any particle with what follows it. */
const LONGEST = 6;

function isHangul(unit: number): boolean {
  return unit >= 0xac00 && unit <= 0xd7a3;
}

function isHebrewOrArabic(unit: number): boolean {
  return (unit >= 0x5d0 && unit <= 0x5ea) || (unit >= 0x620 && unit <= 0x64a);
}

/** Of many, then where, whence, whither, with whom, how; then what sets apart. Or "is", "is called", "does". */
const KOREAN = new RegExp(
  `^(?:(?:들|님|씨)?(?:${[
    '은|는|이|가|을|를|의|도|만|나|이나|야|이야|요|이요',
    '(?:에|에서|에게|에게서|한테|한테서|께|께서|로|으로|로서|으로서|로써|으로써|와|과|랑|이랑|하고|부터|까지|마다|조차|마저|밖에|보다|처럼|같이|만큼|대로|에서부터)(?:은|는|도|만|의|요)?',
    '만(?:은|이|을|의)|라도|이라도|든지|이든지',
  ].join(
    '|',
  )})|들|님|씨|다|이다|고|이고|며|이며|란|이란|라는|이라는|라고|이라고|인데|예요|이에요|입니다|하는|하다|한다|해요|합니다)$`,
);

const IN_FRONT = /^(?:[בהוכלמש]{1,4}|[وفبكل]{0,2}(?:ال|لل)|[وفبكل]{1,2})$/;
