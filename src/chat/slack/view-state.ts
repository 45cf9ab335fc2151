/** What a person filled into a form, as raw values by the fields' names. */
import { z } from 'zod';
import type { RawValue, RawValues, UploadedFile } from '../option.ts';
import { type SlackFile, slackFile } from './uploads.ts';

const filled = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: z.string().nullish() }),
  z.object({ type: z.literal('number_input'), value: z.string().nullish() }),
  z.object({ type: z.literal('static_select'), selected_option: z.object({ value: z.string() }).nullish() }),
  z.object({ type: z.literal('users_select'), selected_user: z.string().nullish() }),
  z.object({ type: z.literal('conversations_select'), selected_conversation: z.string().nullish() }),
  z.object({ type: z.literal('file_input'), files: z.array(slackFile).nullish() }),
]);

export const viewState = z.object({ values: z.record(z.string(), z.record(z.string(), filled)) });

export type ViewState = z.infer<typeof viewState>;

/** A field that was left or made empty is an empty string, or no files: it was there, and nothing is in it. */
export function readValues(state: ViewState, toUpload: (file: SlackFile) => UploadedFile): RawValues {
  const pairs = Object.entries(state.values).flatMap(([name, actions]) =>
    Object.values(actions).map((field): [string, RawValue] => [name, readField(field, toUpload)]),
  );
  return Object.fromEntries(pairs);
}

function readField(field: z.infer<typeof filled>, toUpload: (file: SlackFile) => UploadedFile): RawValue {
  switch (field.type) {
    case 'plain_text_input':
    case 'number_input':
      return field.value ?? '';
    case 'static_select':
      return field.selected_option?.value ?? '';
    case 'users_select':
      return field.selected_user ?? '';
    case 'conversations_select':
      return field.selected_conversation ?? '';
    case 'file_input':
      return (field.files ?? []).map(toUpload);
  }
}
