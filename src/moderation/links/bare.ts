/** Whether a name with dots is likely a host: "example.com" is, "README.md", "e.g." and "Done.So" are not. */
import { domainToUnicode } from 'node:url';
import tlds from 'tlds' with { type: 'json' };

/** `written` in small letters, `raw` as it stood, `path` what follows the host. */
export function isLikelyHost(written: string, raw: string, path: string): boolean {
  const labels = written.split('.');
  const last = labels.at(-1) ?? '';
  if (!TOP_LEVEL.has(last) && !last.startsWith('xn--')) return false;
  if (isPackage(labels)) return false;
  if (labels[0] === 'www' || path.startsWith('/')) return true;
  if (PRODUCTS.has(written)) return false;
  if (AMBIGUOUS.has(last)) return false;
  // "Thanks.Now" is the end of a sentence; "EXAMPLE.COM" is not.
  const ending = raw.slice(raw.indexOf('.') + 1);
  return PLAIN.has(last) || !/^\p{Lu}\p{Ll}/u.test(ending);
}

/** Of a host in ASCII: whether it ends as names in the internet do. */
export function hasTopLevel(host: string): boolean {
  return TOP_LEVEL.has(domainToUnicode(host.slice(host.lastIndexOf('.') + 1)));
}

/** com.example.app names a program, the other way round. */
function isPackage(labels: string[]): boolean {
  return labels.length > 2 && PACKAGES.has(labels[0] ?? '') && !PLAIN.has(labels.at(-1) ?? '');
}

const PACKAGES = new Set(['com', 'org', 'net', 'io', 'dev']);

const TOP_LEVEL = new Set<string>(tlds);

/** Endings of files, names in programs (self.name), and words that a missing space after a full stop makes look like a host. */
const AMBIGUOUS = new Set(
  [
    'md py sh zip mov rs pl so cc ps ml',
    'am as at be by do id in is it me my no of or to us one how now here you new name map data style target next date',
    'cool eat give help joy like lol love man men mom open off read rip talk call wait watch wow wtf yes',
  ].flatMap((words) => words.split(' ')),
);

/** Never the first word of a sentence. */
const PLAIN = new Set(['com', 'net', 'org', 'gg', 'ru', 'de', 'xyz', 'tv']);

const PRODUCTS = new Set(['asp.net', 'ado.net', 'vb.net', 'ml.net', 'socket.io', 'draw.io']);
