/** The Discord form that is open. What was typed stays until it is sent or closed. */

import { type Component, TYPE } from '@bellwether/local-discord/state/component.ts';
import { type FormEvent, useState } from 'react';
import type { Act, DiscordSnapshot } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormField, type FormValue } from './form-field.tsx';
import { Written } from './written.tsx';

interface ModalProps {
  modal: NonNullable<DiscordSnapshot['modal']>;
  snapshot: DiscordSnapshot;
  act: Act;
}

interface LabelledField {
  label: string;
  description: string;
  field: Component;
}

export function Modal({ modal, snapshot, act }: ModalProps) {
  const [values, setValues] = useState<Record<string, FormValue>>({});
  const doing = useDoing();
  const fields = modal.components.flatMap(fieldsIn);
  const faulty = fields.find(({ label }) => doing.problem?.includes(`"${label}"`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void doing.run('submit', () => act('submit', { values }));
  };
  const close = () => void act('close-form');
  return (
    <Dialog title={modal.title} className="discord-form" onClose={close}>
      <form onSubmit={submit} noValidate>
        <div className="dialog-body">
          <p className="form-note">
            This form goes to {snapshot.application.user.username}. Never share a password.
          </p>
          {modal.components
            .filter(({ type }) => type === TYPE.text)
            .map(({ content = '' }) => (
              <Written key={content} text={content} />
            ))}
          {fields.map(({ label, description, field }) => (
            <FormField
              key={field.custom_id}
              field={field}
              label={label}
              description={description}
              error={faulty?.field === field ? doing.problem : undefined}
              value={values[field.custom_id ?? '']}
              onChange={(value) => setValues((before) => ({ ...before, [field.custom_id ?? '']: value }))}
            />
          ))}
        </div>
        <div className="dialog-foot">
          <p role="alert">{faulty ? 'One field needs another look.' : doing.problem}</p>
          <button type="button" className="discord-button secondary" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="discord-button primary" aria-busy={doing.busy === 'submit'}>
            Submit
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** New forms wrap each field in a label, older ones in a row. */
function fieldsIn(outer: Component): LabelledField[] {
  if (outer.component)
    return [{ label: outer.label ?? '', description: outer.description ?? '', field: outer.component }];
  return (outer.components ?? []).map((field) => ({ label: field.label ?? '', description: '', field }));
}
