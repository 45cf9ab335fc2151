/** One input of Slack's: text, number, choice, person, channel, date, time, files. */
import { useId } from 'react';
import type { SentFile, SlackSnapshot } from '../api.ts';
import { FileField } from '../parts/file-field.tsx';
import { type Choice, choicesIn, type Json, stringIn, wordsIn } from './json.ts';

export type FieldValue = string | number | null | string[] | { files: SentFile[] };

interface FieldProps {
  id?: string;
  element: Json;
  /** Said when no label stands beside it. */
  label?: string;
  value: FieldValue | undefined;
  snapshot: SlackSnapshot;
  describedBy?: string | undefined;
  invalid?: boolean;
  onChange(value: FieldValue): void;
}

export function Field(props: FieldProps) {
  const { element } = props;
  const type = stringIn(element, 'type');
  if (type === 'plain_text_input' || type === 'rich_text_input') return <TextField {...props} />;
  if (type === 'file_input') return <Files {...props} />;
  if (type === 'radio_buttons' || type === 'checkboxes')
    return <Boxes {...props} many={type === 'checkboxes'} />;
  if (type.endsWith('_select')) return <Select {...props} many={type.startsWith('multi_')} />;
  return <Plain {...props} />;
}

function commonOf({ id, label, describedBy, invalid }: FieldProps) {
  return { id, 'aria-label': label, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined };
}

function TextField(props: FieldProps) {
  const { element, value, onChange } = props;
  const common = {
    ...commonOf(props),
    value: typeof value === 'string' ? value : '',
    placeholder: wordsIn(element, 'placeholder') || undefined,
  };
  return element.multiline === true || element.type === 'rich_text_input' ? (
    <textarea {...common} rows={5} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <input {...common} type="text" onChange={(event) => onChange(event.target.value)} />
  );
}

const PLAIN: Record<string, string> = {
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

function Plain(props: FieldProps) {
  const { element, value, onChange } = props;
  const kind = PLAIN[stringIn(element, 'type')] ?? 'text';
  const seconds = kind === 'datetime-local';
  return (
    <input
      {...commonOf(props)}
      type={kind}
      step={element.is_decimal_allowed === true ? 'any' : undefined}
      placeholder={wordsIn(element, 'placeholder') || undefined}
      {...(seconds ? { defaultValue: '' } : { value: typeof value === 'string' ? value : '' })}
      onChange={({ target }) =>
        onChange(seconds ? Math.floor(new Date(target.value).getTime() / 1000) : target.value)
      }
    />
  );
}

function Select(props: FieldProps & { many: boolean }) {
  const { element, value, snapshot, many, onChange } = props;
  const choices = selectable(element, snapshot);
  if (many)
    return (
      <select
        {...commonOf(props)}
        multiple
        size={Math.min(5, Math.max(2, choices.length))}
        value={Array.isArray(value) ? value : []}
        onChange={({ target }) => onChange([...target.selectedOptions].map((option) => option.value))}
      >
        {choices.map(optionOf)}
      </select>
    );
  return (
    <select
      {...commonOf(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value || null)}
    >
      <option value="">{wordsIn(element, 'placeholder') || 'Choose'}</option>
      {choices.map(optionOf)}
    </select>
  );
}

function optionOf({ value, label }: Choice) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

function selectable(element: Json, { users, channels }: SlackSnapshot): Choice[] {
  const type = stringIn(element, 'type');
  if (type.includes('users')) return users.map(({ id, realName }) => ({ value: id, label: realName }));
  if (type.includes('channels') || type.includes('conversations'))
    return channels.map(({ id, name, kind }) => ({
      value: id,
      label: kind === 'im' ? `@${name}` : `#${name}`,
    }));
  return choicesIn(element);
}

function Boxes({ element, value, many, onChange, describedBy, label }: FieldProps & { many: boolean }) {
  const name = useId();
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const change = (one: string, checked: boolean) => {
    if (!many) onChange(one);
    else onChange(checked ? [...chosen, one] : chosen.filter((other) => other !== one));
  };
  return (
    <fieldset className="boxes" aria-label={label} aria-describedby={describedBy}>
      {choicesIn(element).map((choice) => (
        <label key={choice.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(choice.value)}
            onChange={({ target }) => change(choice.value, target.checked)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}

function Files({ element, value, onChange, id = '', describedBy }: FieldProps) {
  const files = typeof value === 'object' && value !== null && 'files' in value ? value.files : [];
  const endings = Array.isArray(element.filetypes) ? element.filetypes.map((ending) => `.${ending}`) : [];
  return (
    <FileField
      id={id}
      files={files}
      setFiles={(chosen) => onChange({ files: chosen })}
      many={element.max_files !== 1}
      accept={endings.join(',') || undefined}
      describedBy={describedBy}
    />
  );
}
