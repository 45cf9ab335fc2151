/** Why a PostgreSQL server cannot be used, and what to do: told as what it is, never with the password. */
import { t } from '../../kit/t.ts';

export interface ServerFault {
  /** Without a full stop. */
  reason: string;
  /** Where this fault has one of its own. */
  remedy?: string;
}

export function serverFault(error: unknown): ServerFault {
  const {
    code = '',
    message = String(error),
    path,
  } = error as { code?: string; message?: string; path?: string };
  const known = KNOWN.find(({ signs }) => signs.test(`${code} ${message}`));
  const reason = known ? known.reason({ code, message, path: path ?? '' }) : message || code;
  return { reason: reason.replace(/\.$/, ''), ...(known?.remedy && { remedy: known.remedy() }) };
}

interface Known {
  /** In an error's code and message. */
  signs: RegExp;
  reason: (error: { code: string; message: string; path: string }) => string;
  remedy?: () => string;
}

const certificates = () =>
  t(
    'Add sslrootcert=/path/to/ca.pem to DATABASE_URL, with the certificate of whoever signed it, beside sslmode=verify-full.',
  );
const password = () =>
  t(
    'Correct them in DATABASE_URL, or give the password as it is in DATABASE_PASSWORD; in an address /, @, :, # and % are written %2F, %40, %3A, %23 and %25.',
  );

/** Codes of the system, of OpenSSL as Node names them, and of PostgreSQL; the first that fits. */
const KNOWN: Known[] = [
  { signs: /^ECONNREFUSED/, reason: () => t('nothing listens there') },
  { signs: /^(ENOTFOUND|EAI_AGAIN)/, reason: () => t('no such host') },
  { signs: /^ETIMEDOUT|timeout expired/, reason: () => t('no answer') },
  {
    signs: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/,
    reason: () => t('its certificate is signed by itself, and not known here'),
    remedy: certificates,
  },
  {
    signs: /^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/,
    reason: () => t('nobody known here has signed its certificate'),
    remedy: certificates,
  },
  {
    signs: /^CERT_HAS_EXPIRED/,
    reason: () => t('its certificate has run out'),
    remedy: () => t('Renew the certificate of the server.'),
  },
  {
    signs: /^ERR_TLS_CERT_ALTNAME_INVALID/,
    reason: () => t('its certificate is for another host name'),
    remedy: () => t('Use the host name that stands in the certificate in DATABASE_URL.'),
  },
  {
    signs: /does not support SSL/i,
    reason: () => t('it does not speak TLS, which DATABASE_URL asks for'),
    remedy: () =>
      t('Turn `ssl` on at the server, or take sslmode out of DATABASE_URL where the way there is safe.'),
  },
  {
    signs: /no pg_hba\.conf entry.*(no encryption|SSL off)/s,
    reason: () => t('it refuses connections without TLS'),
    remedy: () => t('Add ?sslmode=verify-full to DATABASE_URL; docs/operating.md says more.'),
  },
  {
    signs: /no pg_hba\.conf entry/,
    reason: () => t('it lets this user or this machine not in'),
    remedy: () => t('Add a line for them to pg_hba.conf of the server.'),
  },
  {
    signs: /^42501.*database "/,
    reason: ({ message }) => t('its user may not connect to the database {name}', { name: namedIn(message) }),
    remedy: () =>
      t(
        'Let an administrator run GRANT CONNECT ON DATABASE, with the database and the user of DATABASE_URL.',
      ),
  },
  {
    signs: /^ENOENT.*'system'/,
    reason: () => t('sslrootcert=system in DATABASE_URL is the name of a file here, and there is none'),
    remedy: () =>
      t(
        'Take sslrootcert out: sslmode=verify-full alone trusts the authorities that are known here; NODE_EXTRA_CA_CERTS adds others.',
      ),
  },
  {
    signs: /^EISDIR/,
    reason: () => t('DATABASE_URL names a folder where it should name a file'),
    remedy: () => t('Give sslrootcert, sslcert and sslkey in DATABASE_URL the files themselves.'),
  },
  {
    signs: /^ENOENT/,
    reason: ({ path }) => t('there is no file {path}, which DATABASE_URL names', { path }),
    remedy: () =>
      t('Correct sslrootcert, sslcert or sslkey in DATABASE_URL; in a container the file must be mounted.'),
  },
  {
    signs: /^EACCES/,
    reason: ({ path }) => t('the file {path}, which DATABASE_URL names, cannot be read', { path }),
    remedy: () => t('Correct sslrootcert, sslcert or sslkey in DATABASE_URL, or the rights of that file.'),
  },
  {
    signs: /PEM|no start line|bad base64|ERR_OSSL/i,
    reason: () => t('a certificate or key that DATABASE_URL names cannot be read as PEM'),
    remedy: () => t('Correct the file behind sslrootcert, sslcert or sslkey.'),
  },
  { signs: /URI malformed/, reason: () => t('the address cannot be read'), remedy: password },
  {
    signs: /^(28P01|28000)|password must be a string/,
    reason: () => t('it refused the user name or the password'),
    remedy: password,
  },
  { signs: /^3D000/, reason: () => t('it has no database of that name') },
  { signs: /^57P03/, reason: () => t('it is just starting or stopping') },
  {
    signs: /^53300/,
    reason: () => t('it has no connection left'),
    remedy: () => t('Raise max_connections at the server, or end what holds them.'),
  },
];

function namedIn(message: string): string {
  return /"([^"]*)"/.exec(message)?.[1] ?? '';
}
