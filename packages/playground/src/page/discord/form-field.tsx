/** One field of a Discord form, with its label, its help and what is wrong with it. */

import { type Component, TYPE } from '@bellwether/local-discord/state/component.ts';
import { useId } from 'react';
import type { SentFile } from '../api.ts';
import { FileField } from '../parts/file-field.tsx';
import { Select } from './select.tsx';

export type FormValue = string | boolean | string[] | { files: SentFile[] };

interface FormFieldProps {
  field: Component;
  label: string;
  description: string;
  error: string | undefined;
  /** Undefined: not touched, so that what was prefilled counts. */
  value: FormValue | undefined;
  onChange(value: FormValue): void;
}

export function FormField(props: FormFieldProps) {
  const { field, label, description, error } = props;
  const id = useId();
  const described =
    [description ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <label htmlFor={id}>
        {label} {field.required !== false && <span aria-hidden="true">*</span>}
        {field.required !== false && <span className="unseen">required</span>}
      </label>
      {description && (
        <p className="hint" id={`${id}-help`}>
          {description}
        </p>
      )}
      <Control {...props} id={id} describedBy={described} />
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

type ControlProps = FormFieldProps & { id: string; describedBy: string | undefined };

const LONG_TEXT = 2;

function Control(props: ControlProps) {
  const { field, value, onChange, id, describedBy } = props;
  switch (field.type) {
    case TYPE.textInput:
      return <TextControl {...props} />;
    case TYPE.fileUpload:
      return (
        <FileField
          id={id}
          files={typeof value === 'object' && 'files' in value ? value.files : []}
          setFiles={(files) => onChange({ files })}
          many={(field.max_values ?? 1) > 1}
          describedBy={describedBy}
        />
      );
    case TYPE.radioGroup:
    case TYPE.checkboxGroup:
    case TYPE.checkbox:
      return <Boxes {...props} />;
    default:
      return (
        <Select
          id={id}
          part={field}
          describedBy={describedBy}
          values={Array.isArray(value) ? value : defaultsOf(field)}
          onChange={onChange}
        />
      );
  }
}

function TextControl({ field, value, onChange, id, describedBy, error }: ControlProps) {
  const common = {
    id,
    value: typeof value === 'string' ? value : (field.value ?? ''),
    placeholder: field.placeholder ?? undefined,
    'aria-describedby': describedBy,
    'aria-invalid': error !== undefined || undefined,
    'aria-required': field.required !== false,
  };
  return field.style === LONG_TEXT ? (
    <textarea {...common} rows={5} onChange={({ target }) => onChange(target.value)} />
  ) : (
    <input {...common} type="text" onChange={({ target }) => onChange(target.value)} />
  );
}

function Boxes({ field, label, value, onChange, id }: ControlProps) {
  if (field.type === TYPE.checkbox)
    return (
      <input
        id={id}
        type="checkbox"
        checked={typeof value === 'boolean' ? value : (field.default ?? false)}
        onChange={({ target }) => onChange(target.checked)}
      />
    );
  const many = field.type === TYPE.checkboxGroup;
  const given = Array.isArray(value) ? value : typeof value === 'string' ? [value] : defaultsOf(field);
  const change = (one: string, checked: boolean) =>
    onChange(many ? (checked ? [...given, one] : given.filter((other) => other !== one)) : one);
  return (
    <fieldset id={id} className="boxes" aria-label={label}>
      {field.options?.map((option) => (
        <label key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={id}
            checked={given.includes(option.value)}
            onChange={({ target }) => change(option.value, target.checked)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

function defaultsOf({ options, default_values: ids }: Component): string[] {
  const chosen = options?.filter((option) => option.default).map((option) => option.value);
  return chosen ?? ids?.map(({ id }) => id) ?? [];
}
