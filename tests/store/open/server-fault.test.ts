import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openServer } from '../../../src/store/open/server.ts';
import { serverFault } from '../../../src/store/open/server-fault.ts';

const told = (code: string, message = '') => serverFault(Object.assign(new Error(message), { code }));

describe('a server that cannot be used is told as what it is', () => {
  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '', /signed by itself/, /sslrootcert=/],
    ['SELF_SIGNED_CERT_IN_CHAIN', '', /signed by itself/, /sslrootcert=/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', '', /nobody known here/, /sslrootcert=/],
    ['CERT_HAS_EXPIRED', '', /run out/, /Renew/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', '', /another host name/, /host name/],
    ['', 'The server does not support SSL connections', /does not speak TLS/, /sslmode/],
    [
      '28000',
      'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", no encryption',
      /without TLS/,
      /sslmode/,
    ],
    ['28000', 'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", SSL on', /not in/, /pg_hba/],
    [
      '28P01',
      'password authentication failed for user "u"',
      /user name or the password/,
      /DATABASE_PASSWORD/,
    ],
    ['42501', 'permission denied for database "d"', /may not connect to the database d/, /GRANT CONNECT/],
    ['EISDIR', 'EISDIR: illegal operation on a directory, read', /names a folder/, /files themselves/],
    [
      'ENOENT',
      "ENOENT: no such file or directory, open 'system'",
      /sslrootcert=system/,
      /Take sslrootcert out/,
    ],
    ['53300', 'sorry, too many clients already', /no connection left/, /max_connections/],
  ])('%s %s', (code, message, reason, remedy) => {
    expect(told(code, message)).toMatchObject({
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
    });
  });

  test.each([
    ['sslrootcert=/tmp', /names a folder/],
    ['sslrootcert=system', /sslrootcert=system in DATABASE_URL is the name of a file here/],
  ])('an address with %s', async (parameter, reason) => {
    const url = `postgres://u:hidden@127.0.0.1:1/d?sslmode=verify-full&${parameter}`;
    await expect(openServer(url, undefined as never, 1)).rejects.toThrow(reason);
  });

  test('a file that its address names and that is not there', async () => {
    const url = 'postgres://u:hidden@127.0.0.1:1/d?sslmode=verify-full&sslrootcert=/nowhere/ca.pem';
    await expect(openServer(url, undefined as never, 1)).rejects.toThrow(/no file \/nowhere\/ca\.pem/);
    await expect(openServer(url, undefined as never, 1)).rejects.not.toThrow('hidden');
    expect(() => new pg.Client(url)).toThrow('ENOENT');
  });
});
