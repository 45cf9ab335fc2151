/** `bellwether migrate`: brings the tables up to date, for a bot whose own user may not. */
import { readEnvironment } from '../../../config/env.ts';
import { createLog } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import { EXIT, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'migrate',
  summary: t('Brings the tables up to date, and gives the user of DATABASE_URL its rights on them.'),
  usage: '',
  async run(args, io) {
    if (args.length > 0) throw new UsageError(t('migrate takes no arguments.'));
    const { openDatabase } = await import('../../store/open/open-database.ts');
    const opened = await openDatabase({ ...readEnvironment(io.environment), log: createLog('silent') });
    await opened.close();
    io.output.write(`${t('The tables are up to date.')}\n`);
    return EXIT.fine;
  },
};
