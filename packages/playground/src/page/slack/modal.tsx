/** The Slack form that is open. What was typed stays until it is sent or closed; faults stand at their fields. */
import { type FormEvent, useId, useState } from 'react';
import type { Act, SlackSnapshot } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Blocks } from './blocks.tsx';
import { Field, type FieldValue } from './field.tsx';
import { isObject, type Json, objectIn, stringIn, wordsIn } from './json.ts';
import { explained } from './problem.ts';
import { useTelling } from './telling.ts';

type OpenModal = NonNullable<SlackSnapshot['modal']>;
type Values = Record<string, FieldValue>;

interface ModalProps {
  modal: OpenModal;
  snapshot: SlackSnapshot;
  act: Act;
}

export function Modal({ modal, snapshot, act }: ModalProps) {
  const [values, setValues] = useState<Values>(() => heldValues(modal));
  const doing = useDoing();
  const telling = useTelling(act);
  const close = () => void act('close-form');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    telling.stop();
    void doing.run('submit', () => act('submit', { values }));
  };
  const press = (actionId: string, value?: string | number | string[]) =>
    void doing.run(actionId, () =>
      act('press-in-form', { actionId, ...(value === undefined ? {} : { value }) }),
    );
  const change = (block: Json, key: string, value: FieldValue) => {
    const changed = { ...values, [key]: value };
    setValues(changed);
    telling.tell(block, key, changed);
  };
  const faults = Object.keys(modal.errors).length;
  return (
    <Dialog title={modal.title} className="slack-form" onClose={close}>
      <form onSubmit={submit} noValidate>
        <div className="dialog-body">
          {modal.blocks.map((block, index) =>
            block.type === 'input' ? (
              <Input
                key={stringIn(block, 'block_id')}
                block={block}
                error={modal.errors[stringIn(block, 'block_id')]}
                values={values}
                snapshot={snapshot}
                onChange={(key, value) => change(block, key, value)}
              />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks that are only read keep their place.
              <div key={index} aria-live="polite">
                <Blocks
                  blocks={[block]}
                  snapshot={snapshot}
                  busy={doing.busy}
                  onPress={press}
                  onChoose={press}
                />
              </div>
            ),
          )}
        </div>
        <div className="dialog-foot">
          <p role="alert">
            {doing.problem && faults === 0 && explained(doing.problem)}
            {faults > 0 && `${faults === 1 ? 'One field needs' : `${faults} fields need`} another look.`}
          </p>
          <button type="button" className="slack-button" onClick={close}>
            {modal.close ?? 'Close'}
          </button>
          {modal.submit && (
            <button type="submit" className="slack-button primary" aria-busy={doing.busy === 'submit'}>
              {modal.submit}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

interface InputProps {
  block: Json;
  error: string | undefined;
  values: Values;
  snapshot: SlackSnapshot;
  onChange(key: string, value: FieldValue): void;
}

function Input({ block, error, values, snapshot, onChange }: InputProps) {
  const id = useId();
  const element = objectIn(block, 'element');
  const key = keyOf(block);
  const hint = wordsIn(block, 'hint');
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <label htmlFor={id}>
        {wordsIn(block, 'label')} {block.optional === true && <span>(optional)</span>}
      </label>
      <Field
        id={id}
        element={element}
        value={values[key]}
        snapshot={snapshot}
        describedBy={described || undefined}
        invalid={error !== undefined}
        onChange={(value) => onChange(key, value)}
      />
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function keyOf(block: Json): string {
  return `${stringIn(block, 'block_id')}/${stringIn(objectIn(block, 'element'), 'action_id')}`;
}

/** What the form held when it was opened. Files cannot be held by a file field and are left alone. */
function heldValues({ blocks, values }: OpenModal): Values {
  const held: Values = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const found = values[stringIn(block, 'block_id')]?.[stringIn(objectIn(block, 'element'), 'action_id')];
    const value = isObject(found) ? typedIn(found) : undefined;
    if (value !== undefined) held[keyOf(block)] = value;
  }
  return held;
}

function typedIn(held: Json): FieldValue | undefined {
  const [entry] = Object.entries(held).filter(([key]) => key !== 'type' && key !== 'files');
  const value = entry?.[1];
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? stringIn(one, 'value') : String(one)));
  return isObject(value) && 'value' in value ? stringIn(value, 'value') : undefined;
}
