/** The words of one's own message, to be changed in their place. */
import { useState } from 'react';

interface EditFormProps {
  text: string;
  save(text: string): Promise<unknown>;
  onDone(): void;
}

export function EditForm({ text: before, save, onDone }: EditFormProps) {
  const [text, setText] = useState(before);
  const send = async () => {
    if (text.trim() !== '' && text !== before) await save(text);
    onDone();
  };
  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it was just asked for.
        autoFocus
        aria-label="Edit message"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">Save</button>
      <button type="button" className="quiet" onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
