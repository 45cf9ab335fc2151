/**
 * `bellwether doctor`: looks at everything that the bot needs and says the remedy for what is missing. Writes
 * nothing, posts nothing; a dry look that can be run beside a bot at work.
 */
import { t } from '../../../kit/t.ts';
import { EXIT, UsageError, type Verb } from '../../verb.ts';
import { lineOf } from './check.ts';

export const verb: Verb = {
  name: 'doctor',
  summary: t(
    'Checks tokens, scopes, permissions, accounts, database, queue and clock, as far as they are set up; says the remedy.',
  ),
  usage: '',
  async run(args, io) {
    if (args.length > 0) throw new UsageError(t('doctor takes no arguments.'));
    let code: number = EXIT.fine;
    const { examine } = await import('./examine.ts');
    for await (const result of examine(io.environment)) {
      io.output.write(`${lineOf(result)}\n`);
      if (result.state === 'wrong') code = EXIT.fault;
    }
    return code;
  },
};
