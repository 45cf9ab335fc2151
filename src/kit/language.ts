/** Codes of languages, as in BCP 47 and as networks have them: `da`, `pt-BR`, `fil`. */

/** In its canonical form; undefined where no language has that code. */
export function languageTag(words: string): string | undefined {
  const [, language = ''] = FORM.exec(words) ?? [];
  if (language === '' || (language.length === 2 && NAMES.of(language) === undefined)) return undefined;
  try {
    return Intl.getCanonicalLocales(words)[0];
  } catch {
    return undefined;
  }
}

/** `Intl` takes words of up to eight letters for languages to come. */
const FORM = /^([a-z]{2,3})(?:-[a-z0-9]{1,8})*$/i;
/** It knows all of two letters, of which `dk` and `jp` are none, and of the thousands of three letters some. */
const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
