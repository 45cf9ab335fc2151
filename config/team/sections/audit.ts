/** The section `audit`: who outside is told where the audit log ends. */
import { z } from 'zod';
import { address, secret } from '../../../src/networks/address.ts';
import { defineSection } from '../section.ts';

export interface AuditSettings {
  /** Undefined: the process's own log alone is told. */
  heads: { url: string; secret: string } | undefined;
}

/** As it stands in the file: filled in from the environment. */
const VARIABLE = '$'.concat('{AUDIT_SECRET}');

const heads = z
  .strictObject({
    url: address('Where the ends of the audit log are sent: https, or plain http on this machine.').meta({
      examples: ['https://archive.example.org/bellwether'],
    }),
    secret: secret('Signs every request; the receiver holds the same.')
      .min(16, { error: 'is too short to sign with; use 16 characters or more' })
      .meta({ examples: [VARIABLE] }),
  })
  .optional()
  .meta({ description: 'Told each hour where the audit log ends, so that a log that was cut shows.' });

const audit = z
  .strictObject({ heads })
  .prefault({})
  .meta({ description: 'Where the end of the audit log is kept outside.', examples: [{}] });

export const section = defineSection({
  key: 'audit',
  schema: audit,
  secrets: ['url', 'secret'],
  read: (file): AuditSettings => ({ heads: file.heads }),
});
