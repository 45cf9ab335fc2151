/**
 * `bellwether manifest slack` prints the app manifest to paste into Slack's app page; `bellwether manifest discord`
 * the commands as they are registered. Both are made from the files in commands/.
 */
import { parseArgs } from 'node:util';
import { t } from '../../kit/t.ts';
import { EXIT, UsageError, type Verb } from '../verb.ts';

export const verb: Verb = {
  name: 'manifest',
  summary: t("Prints the Slack app manifest, or Discord's command registration."),
  usage: 'slack [--url ADDRESS] [--name NAME] | discord',
  async run(args, io) {
    const { chat, url, name } = read(args);
    const { manifestOfDiscord, manifestOfSlack } = await import('../manifests.ts');
    const made = await (chat === 'slack' ? manifestOfSlack(url, name) : manifestOfDiscord());
    io.output.write(`${JSON.stringify(made, null, 2)}\n`);
    return EXIT.fine;
  },
};

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
