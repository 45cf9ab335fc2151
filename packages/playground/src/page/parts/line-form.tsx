/** One line to be written in the place of a message, or below it: an answer in its thread, its words anew. */
import { useState } from 'react';

interface LineFormProps {
  /** What it is for, for who does not see it. */
  label: string;
  /** What its button says. */
  action: string;
  /** What stands in it at first. */
  text?: string;
  send(text: string): Promise<unknown>;
  onDone(): void;
}

/** Nothing is no line: a new one is waited for, and words that stood there stay as they were. */
export function LineForm({ label, action, text: before = '', send, onDone }: LineFormProps) {
  const [text, setText] = useState(before);
  const submit = async () => {
    const isEmpty = text.trim() === '';
    if (isEmpty && before === '') return;
    if (!isEmpty && text !== before) await send(text);
    onDone();
  };
  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it was just asked for.
        autoFocus
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">{action}</button>
      <button type="button" className="quiet" onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
