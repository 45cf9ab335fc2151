/** A button, select or picker in a message. */

import { useState } from 'react';
import type { SlackSnapshot } from '../api.ts';
import { Confirm } from '../parts/confirm.tsx';
import { guideName } from '../parts/guide-name.ts';
import { Field } from './field.tsx';
import { choicesIn, isObject, type Json, objectIn, stringIn, wordsIn } from './json.ts';

interface ElementProps {
  element: Json;
  snapshot: SlackSnapshot;
  busy: string | undefined;
  onPress(actionId: string, value: string | undefined): void;
  onChoose(actionId: string, choice: string | number | string[]): void;
}

export function Element({ element, snapshot, busy, onPress, onChoose }: ElementProps) {
  const actionId = stringIn(element, 'action_id');
  if (element.type === 'button') return <Button element={element} busy={busy} onPress={onPress} />;
  if (element.type === 'overflow')
    return (
      <select
        aria-label="More"
        value=""
        disabled={busy !== undefined}
        onChange={(event) => onChoose(actionId, event.target.value)}
      >
        <option value="" disabled>
          ⋯
        </option>
        {choicesIn(element).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  return (
    <Field
      element={element}
      label={wordsIn(element, 'placeholder') || 'Choose'}
      value={undefined}
      snapshot={snapshot}
      onChange={(value) => {
        if (typeof value === 'string' || typeof value === 'number' || isTexts(value))
          onChoose(actionId, value);
      }}
    />
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

type ButtonProps = Pick<ElementProps, 'element' | 'busy' | 'onPress'>;

function Button({ element, busy, onPress }: ButtonProps) {
  const [asking, setAsking] = useState(false);
  const actionId = stringIn(element, 'action_id');
  const url = stringIn(element, 'url');
  const label = wordsIn(element, 'text');
  const style = stringIn(element, 'style');
  const confirm = objectIn(element, 'confirm');
  const press = () => onPress(actionId, typeof element.value === 'string' ? element.value : undefined);
  if (url)
    return (
      <a className="slack-button" href={url} target="_blank" rel="noopener noreferrer" onClick={press}>
        {label}
      </a>
    );
  return (
    <>
      <button
        type="button"
        className={`slack-button ${style}`}
        aria-busy={busy === actionId}
        data-guide={guideName('slack', label)}
        onClick={isObject(element.confirm) ? () => setAsking(true) : press}
      >
        {label}
      </button>
      {asking && (
        <Confirm
          title={wordsIn(confirm, 'title')}
          text={wordsIn(confirm, 'text')}
          yes={wordsIn(confirm, 'confirm')}
          no={wordsIn(confirm, 'deny')}
          danger={stringIn(confirm, 'style') === 'danger'}
          onEnd={(sure) => {
            setAsking(false);
            if (sure) press();
          }}
        />
      )}
    </>
  );
}
