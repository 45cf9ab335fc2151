/** What lies in the queue beside a job's payload. Read back from outside, so it is validated. */
import { z } from 'zod';

const EnvelopeSchema = z.object({
  payload: z.unknown(),
  /** Ties the run to the click that asked for it. */
  correlation: z.string().optional(),
  /** Two that wait under one key are one run. */
  key: z.string().optional(),
  /** How often it was tried without success. */
  attempt: z.int().min(0),
});
export type Envelope = z.infer<typeof EnvelopeSchema>;

export function openEnvelope(data: unknown): Envelope {
  return EnvelopeSchema.parse(data);
}
