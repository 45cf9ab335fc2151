/** What somebody asked for in Discord, as plain values: they outlive the interaction, and the process that heard it. */
import type { BaseInteraction } from 'discord.js';
import { z } from 'zod';
import type { Incoming } from '../dispatch.ts';
import type { RawValues } from '../option.ts';
import { incomingOf } from './heard.ts';
import { type ReceivedFile, uploadedFile } from './upload.ts';

const reference = z.object({ chat: z.string(), channel: z.string(), message: z.string() });

const file = z.object({
  name: z.string(),
  url: z.string(),
  size: z.number(),
  contentType: z.string().nullable(),
  description: z.string().nullable(),
}) satisfies z.ZodType<ReceivedFile>;

const common = {
  /** How it is answered: good for 15 minutes. */
  applicationId: z.string(),
  token: z.string(),
  server: z.string().optional(),
  incoming: z.object({
    identity: z.object({ chat: z.string(), user: z.string() }),
    channel: z.string(),
    event: z.string(),
    member: z.object({ name: z.string(), groups: z.array(z.string()) }).optional(),
  }) satisfies z.ZodType<Incoming>,
  values: z.record(z.string(), z.union([z.string(), z.array(file)])),
};

const askedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), name: z.string(), ...common }),
  z.object({
    kind: z.literal('press'),
    action: z.string(),
    id: z.string(),
    choice: z.string().optional(),
    message: reference.optional(),
    ...common,
  }),
  z.object({
    kind: z.literal('take'),
    name: z.string(),
    target: z.object({
      author: z.object({
        id: z.string(),
        name: z.string().optional(),
        isBot: z.boolean(),
        createdAt: z.number().optional(),
      }),
      message: reference.optional(),
      text: z.string().optional(),
      names: z.record(z.string(), z.string()).optional(),
      at: z.number().optional(),
    }),
    ...common,
  }),
]);

type Read = z.infer<typeof askedSchema>;
type WithValues<One> = One extends Read ? Omit<One, 'values'> & { values: RawValues } : never;
/** Its `values` are as typed; nothing is looked up yet. As JSON, a file is where it may be fetched. */
export type Asked = WithValues<Read>;

export function commonOf(interaction: BaseInteraction & { token: string }, guild: string | undefined) {
  const { applicationId, token, guildId } = interaction;
  return {
    ...{ applicationId, token, incoming: incomingOf(interaction, guild) },
    ...(guildId === null ? {} : { server: guildId }),
  };
}

/** From its JSON; throws where it is none of ours. `hosts` are those that files may come from. */
export function readAsked(json: unknown, hosts: readonly string[]): Asked {
  const read = askedSchema.parse(json);
  const values = Object.entries(read.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.map((one) => uploadedFile(one, name, hosts)),
  ]);
  return { ...read, values: Object.fromEntries(values) };
}
