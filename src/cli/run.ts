/** From the words on the command line to a verb, and from every ending to an exit code. */
import { ConfigurationFault } from '../../config/fault.ts';
import { Refusal } from '../kit/finding.ts';
import { printable } from '../kit/printable.ts';
import { t } from '../kit/t.ts';
import { EXIT, type Io, loadVerbs, UsageError, type Verb } from './verb.ts';

/** 0 fine, 1 the input is at fault, 2 usage. Nothing here throws; nobody is shown a stack. */
export async function run(args: string[], io: Io): Promise<number> {
  const verbs = await loadVerbs();
  const [word, ...rest] = args;
  if (word === undefined) return tell(io.errors, helpText(verbs), EXIT.usage);
  if (isHelp(word) || word === 'help') return tell(io.output, helpText(verbs), EXIT.fine);
  const verb = verbs.find(({ name }) => name === word);
  if (!verb)
    return tell(io.errors, `${t('There is no verb {word}.', { word })}\n\n${helpText(verbs)}`, EXIT.usage);
  if (rest.some(isHelp)) return tell(io.output, usageText(verb), EXIT.fine);
  return runVerb(verb, rest, io);
}

async function runVerb(verb: Verb, args: string[], io: Io): Promise<number> {
  try {
    return await verb.run(args, io);
  } catch (error) {
    const wrong = usageFault(error);
    if (wrong !== undefined) return tell(io.errors, `${wrong}\n${usageText(verb)}`, EXIT.usage);
    return tell(io.errors, reasonText(error), EXIT.fault);
  }
}

/** Ours, or what node's `parseArgs` does not understand: of its English, the word that it names is taken. */
function usageFault(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const word = /'([^\s'<]+)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return t('There is no option {word} here.', { word });
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return t('{word} stands without the value that it needs, or with one that it does not take.', { word });
    default:
      return undefined;
  }
}

function reasonText(error: unknown): string {
  if (error instanceof ConfigurationFault) return error.lines().join('\n');
  if (error instanceof Refusal) {
    return error.findings
      .map(({ field, message, remedy }) => `${field}: ${message} ${remedy}`.trimEnd())
      .join('\n');
  }
  return error instanceof Error ? error.message : String(error);
}

function helpText(verbs: Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  const more = t('bellwether VERB --help tells more about one.');
  return [t('Usage: bellwether VERB'), '', ...lines, '', more].join('\n');
}

function usageText({ name, usage, summary }: Verb): string {
  return `${t('Usage: bellwether {call}', { call: `${name} ${usage}`.trimEnd() })}\n${summary}`;
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function tell(stream: Io['output'], text: string, code: number): number {
  stream.write(`${printable(text)}\n`);
  return code;
}
