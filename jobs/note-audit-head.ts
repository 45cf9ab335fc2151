import { z } from 'zod';
import { defineJob } from '../src/app/app.ts';
import { noteAuditHead } from '../src/app/auditing.ts';

export const job = defineJob({
  name: 'note-audit-head',
  summary: 'Writes down outside where the audit log ends, for whoever verifies it later.',
  payload: z.object({}),
  every: 3_600_000,
  run: (_payload, app) => noteAuditHead(app),
});
