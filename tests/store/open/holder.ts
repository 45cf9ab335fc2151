/** Locks a folder in a process of its own: says `held` or why not, and lets go when its input ends. */
import { lockFolder } from '../../../src/store/open/lock.ts';

const [folder = ''] = process.argv.slice(2);
try {
  const lock = await lockFolder(folder, () => {});
  console.log('held');
  process.stdin.resume();
  process.stdin.once('end', () => void lock.release().then(() => process.exit(0)));
} catch (error) {
  console.log((error as Error).message);
}
