/** Whether an address of PostgreSQL asks for TLS as the driver reads it: what it does not know would pass in plain text. */
import { t } from '../../src/kit/t.ts';

/** Undefined: it does, or it asks for none. */
export function tlsFault(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const given = [...new URL(address).searchParams];
  const unknown = given.map(([name]) => name).find((name) => isMeantForTls(name) && !NAMES.includes(name));
  if (unknown !== undefined)
    return t('"{unknown}" in it is nothing that is read. TLS is asked for by sslmode.', {
      unknown: unknown.slice(0, LONGEST_SHOWN),
    });
  const mode = given.find(([name, value]) => name === 'sslmode' && !MODES.includes(value))?.[1];
  if (mode === undefined) return undefined;
  return t('Its sslmode "{mode}" is none; there are {modes}.', {
    mode: mode.slice(0, LONGEST_SHOWN),
    modes: MODES.join(', '),
  });
}

/** "ssl_mode", "SSLMode", "tls" */
function isMeantForTls(name: string): boolean {
  return /^(?:ssl|tls)/i.test(name);
}

const NAMES = [
  ...['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation'],
  // PostgreSQL's own library has these, the driver passes them over; none says whether TLS is used.
  ...['sslpassword', 'sslcrl', 'sslcrldir', 'sslsni', 'sslcertmode', 'sslcompression', 'sslkeylogfile'],
  ...['ssl_min_protocol_version', 'ssl_max_protocol_version'],
];
// With `allow` the driver asks for TLS, and no less.
const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const LONGEST_SHOWN = 20;
