/**
 * `bellwether sentiment [--lang xx]` reads a text a line and prints a line of JSON for each, in their order:
 * `{"label":"negative|neutral|positive","score":-1..1,"confidence":0..1,"lang":"da"}`.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { t } from '../../kit/t.ts';
import { isLanguage, LANGUAGES, primaryLanguage } from '../../listening/sentiment/languages/index.ts';
import { MOST_READ } from '../../listening/sentiment/tokens.ts';
import { linesOf } from '../lines.ts';
import { EXIT, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'sentiment',
  summary: t('Tells the mood of each line: negative, neutral or positive, and how sure that is.'),
  usage: '[--lang LANGUAGE]',
  async run(args, io) {
    const lang = read(args);
    const { openBuiltIn } = await import('../../classifiers/built-in.ts');
    const sentiment = await openBuiltIn({ languagesTold: lang !== undefined });
    for await (const line of linesOf(io.input, MOST_READ)) {
      const told = `${JSON.stringify(sentiment.classify(line, lang))}\n`;
      if (!io.output.write(told)) await once(io.output, 'drain');
    }
    return EXIT.fine;
  },
};

function read(args: string[]): string | undefined {
  const { lang } = parseArgs({ args, options: { lang: { type: 'string' } } }).values;
  if (lang === undefined || isLanguage(primaryLanguage(lang))) return lang;
  throw new UsageError(
    t('--lang "{lang}" is not known. There are: {known}.', { lang, known: LANGUAGES.join(', ') }),
  );
}
