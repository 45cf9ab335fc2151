/** What is asked of the process that decodes pictures, and what it answers. */
import { z } from 'zod';

/** `read`: takes a picture in. `jpeg`: makes a JPEG of it. `thumbnail`: a small JPEG. The bytes come along. */
export type Task = 'read' | 'jpeg' | 'thumbnail';

/** The process decodes what strangers made: what it says is read like anything from outside. */
export const answerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('picture'),
    contentType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif']),
    /** As people see it. */
    width: z.int().positive(),
    height: z.int().positive(),
  }),
  z.object({ outcome: z.literal('jpeg') }),
  /** It is one already. */
  z.object({ outcome: z.literal('unchanged') }),
  /** Nothing was unpacked. */
  z.object({ outcome: z.literal('pixels'), width: z.number(), height: z.number(), frames: z.number() }),
  z.object({ outcome: z.literal('unreadable'), reason: z.string() }),
  /** It took more memory than it may, and goes on taking it until it is ended. */
  z.object({ outcome: z.literal('memory') }),
]);

export type Answer = z.output<typeof answerSchema>;
