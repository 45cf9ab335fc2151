/** Asks before a button counts. */
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  no: string;
  danger: boolean;
  onEnd(sure: boolean): void;
}

export function Confirm({ title, text, yes, no, danger, onEnd }: ConfirmProps) {
  return (
    <Dialog title={title} className="confirm slack-form" onClose={() => onEnd(false)}>
      <div className="dialog-body">
        <p>{text}</p>
      </div>
      <div className="dialog-foot">
        <button type="button" className="slack-button" onClick={() => onEnd(false)}>
          {no}
        </button>
        <button
          type="button"
          className={`slack-button ${danger ? 'danger' : 'primary'}`}
          onClick={() => onEnd(true)}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
