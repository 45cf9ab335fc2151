/**
 * `bellwether moderate --rules FILE` reads Discord message objects from its input, one a line, and says for each what
 * the rules decide: `{"id","decisions":[{"rule","action","why":{"span","matched","text",…}}]}`. Lines are read in
 * their order, so that what a person said before counts; an id that was there before is an edit.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'moderate',
  summary: t('Says what moderation rules decide on messages, a Discord message object a line.'),
  usage: '--rules FILE',
  async run(args, io) {
    const file = read(args);
    const { readRulesFile } = await import('../../../config/rules-file.ts');
    const { loadRuleTypes } = await import('../../moderation/load.ts');
    const { Rules } = await import('../../moderation/evaluate.ts');
    const types = await loadRuleTypes();
    const rules = new Rules(readRulesFile(await textOf(file), types, basename(file)), types);
    return moderate(rules, io);
  },
};

async function moderate(rules: Moderating, io: Io): Promise<number> {
  const { readDiscordMessage } = await import('../../moderation/discord-message.ts');
  const history = rules.history();
  let [number, code, before]: [number, number, number | undefined] = [0, EXIT.fine, undefined];
  for await (const line of createInterface({ input: io.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      const message = readDiscordMessage(JSON.parse(line.trim()), before);
      const decisions = rules.evaluate(message, history);
      rules.remember(message, history);
      before = message.at;
      const told = io.output.write(`${JSON.stringify({ id: message.id, decisions })}\n`);
      if (!told) await once(io.output, 'drain');
    } catch (error) {
      code = EXIT.fault;
      io.errors.write(
        `${t('line {number}: {reason}', { number: String(number), reason: reasonOf(error) })}\n`,
      );
    }
  }
  return code;
}

type Moderating = InstanceType<typeof import('../../moderation/evaluate.ts').Rules>;

/** What is not JSON, or no message. Anything else is a fault of ours and ends the run. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return t('This is not JSON.');
  const issues = error instanceof Error && 'issues' in error ? (error.issues as Issue[]) : undefined;
  if (!issues) throw error;
  const faults = issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return t('This is no message object: {faults}.', { faults: faults.join('; ') });
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(
      'rules.file.unreadable',
      '--rules',
      t('It cannot be read: {reason}.', { reason }),
      t('Check its name.'),
    );
  }
}

function read(args: string[]): string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rules: { type: 'string' } },
  });
  if (positionals.length > 0) throw new UsageError(t('Messages come from the input, not from arguments.'));
  if (!values.rules) throw new UsageError(t('Say where the rules are: --rules FILE.'));
  return values.rules;
}
