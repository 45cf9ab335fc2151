/** A form as it is shown: what opened it, its fields with what stands in them, and its preview. */
import { Refusal } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import type { Permission } from '../people/role.ts';
import type { Block } from './card.ts';
import type { FindFields, Form, Press } from './command.ts';
import type { Options, RawValues } from './option.ts';

/** What opened a form travels in it (both ids together at most 90 characters), so that its answer finds the way back. */
export type FormSource = { command: string } | { action: string; id: string };

export interface FormView {
  source: FormSource;
  title: string;
  submit: string;
  options: Options;
  /** What stands in the fields already. */
  values: RawValues;
  /** What stands below them, and the options whose typing changes it. */
  preview?: { of: string[]; blocks: Block[] };
}

export interface Found<App> {
  form: Form<App>;
  options: Options | FindFields<App>;
  allow: Permission;
}

/** What is asked for, with what stands there already. */
export async function fieldsOf<App>({ form, options }: Found<App>, press: Press, app: App) {
  if (typeof options === 'function') return options(press, app);
  return { options, values: (await form.prefill?.(press, app)) ?? {} };
}

export async function viewOf<App>(
  source: FormSource,
  form: Form<App>,
  options: Options,
  press: Press,
  { app, log }: { app: App; log: Log },
): Promise<FormView> {
  const { title, submit, preview } = form;
  const view = { source, title, submit, options, values: press.values };
  if (!preview) return view;
  const blocks = await preview.show(press, app).catch((error: unknown) => {
    // The form is what was asked for; what is wrong with it is told when it is sent.
    if (!(error instanceof Refusal)) log.warn({ err: error }, 'a form has no preview');
    return [];
  });
  return { ...view, preview: { of: preview.of, blocks } };
}
