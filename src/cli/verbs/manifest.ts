/**
 * `bellwether manifest slack` prints the app manifest to paste into Slack's app page; `bellwether manifest discord`
 * the commands as they are registered. Both are made from the files in commands/; what Slack's asks to hear follows
 * from the files in listeners/ that the team file switches on.
 */
import { parseArgs } from 'node:util';
import { ConfigurationFault } from '../../../config/fault.ts';
import type { Team } from '../../../config/team.ts';
import { t } from '../../kit/t.ts';
import { EXIT, type Io, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'manifest',
  summary: t("Prints the Slack app manifest, or Discord's command registration."),
  usage: 'slack [--url ADDRESS] [--name NAME] | discord',
  async run(args, io) {
    const { chat, url, name } = read(args);
    const { manifestOfDiscord, manifestOfSlack } = await import('../manifests.ts');
    const made = await (chat === 'slack'
      ? manifestOfSlack({ url, name, team: await teamIn(io) })
      : manifestOfDiscord());
    io.output.write(`${JSON.stringify(made, null, 2)}\n`);
    return EXIT.fine;
  },
};

/** The manifest is needed before the team file is: a wrong one is told, and is no reason to print nothing. */
async function teamIn({ environment, errors }: Io): Promise<Team | undefined> {
  const { currentTeam } = await import('../needs.ts');
  try {
    return await currentTeam(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    errors.write(
      `${t('There is no team file that can be read: this is what every team needs. Run it again when there is.')}\n`,
    );
    return undefined;
  }
}

function read(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { url: { type: 'string' }, name: { type: 'string' } },
  });
  const [chat, ...more] = positionals;
  if ((chat !== 'slack' && chat !== 'discord') || more.length > 0) {
    throw new UsageError(t('Say which: manifest slack, or manifest discord.'));
  }
  if (chat === 'discord' && Object.keys(values).length > 0) {
    throw new UsageError(t('manifest discord takes no options.'));
  }
  if (values.url !== undefined && !/^https:\/\//.test(values.url)) {
    throw new UsageError(t('--url must be the public address, such as https://bellwether.example.org.'));
  }
  return { chat, url: values.url, name: values.name };
}
