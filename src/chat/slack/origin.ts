/** What travels in a form, so that its answer finds the way back: which form it is and where it was opened. */
import { z } from 'zod';

const formOrigin = z.object({
  source: z.union([z.object({ command: z.string() }), z.object({ action: z.string(), id: z.string() })]),
  channel: z.string(),
  /** The message whose button opened it, when it is a lasting one. */
  message: z.string().optional(),
  /** Where an answer is shown in the channel even where the bot is no member; good for half an hour. */
  responseUrl: z.string().optional(),
});

export type FormOrigin = z.infer<typeof formOrigin>;

const LONGEST = 3000;

export function writeOrigin(origin: FormOrigin): string {
  const written = JSON.stringify(origin);
  if (written.length > LONGEST)
    throw new RangeError(`A form's origin has ${written.length} of ${LONGEST} characters.`);
  return written;
}

export function readOrigin(metadata: string): FormOrigin {
  return formOrigin.parse(JSON.parse(metadata));
}
