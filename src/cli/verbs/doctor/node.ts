/** Whether this Node.js is new enough. */
import { t } from '../../../kit/t.ts';
import { type Result, right, wrong } from './check.ts';

/** As package.json's `engines` says. */
const OLDEST = [20, 19] as const;

export function checkNode(version: string = process.versions.node): Result {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (enough) return right(t('Node.js {version}.', { version }));
  const needed = OLDEST.join('.');
  return wrong(t('Node.js is {version}.', { version }), t('Install {needed} or newer.', { needed }));
}
