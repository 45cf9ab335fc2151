/** Chooses files, with a field for each one's alternative text where the chat takes one. */
import { useId } from 'react';
import { type SentFile, toSentFile } from '../api.ts';

interface FileFieldProps {
  id: string;
  files: SentFile[];
  setFiles(files: SentFile[]): void;
  many?: boolean;
  accept?: string | undefined;
  describe?: boolean;
  describedBy?: string | undefined;
}

export function FileField({
  id,
  files,
  setFiles,
  many = false,
  accept,
  describe = false,
  describedBy,
}: FileFieldProps) {
  const altId = useId();
  const choose = async (list: FileList | null) => {
    setFiles(await Promise.all([...(list ?? [])].map(toSentFile)));
  };
  return (
    <div className="file-field">
      <input
        id={id}
        type="file"
        multiple={many}
        accept={accept}
        aria-describedby={describedBy}
        onChange={(event) => void choose(event.target.files)}
      />
      {describe &&
        files.map((file, index) => (
          <div key={file.name} className="alt">
            <label htmlFor={`${altId}-${index}`}>What {file.name} shows</label>
            <input
              id={`${altId}-${index}`}
              type="text"
              value={file.alt ?? ''}
              onChange={(event) =>
                setFiles(files.map((one) => (one === file ? { ...one, alt: event.target.value } : one)))
              }
            />
          </div>
        ))}
    </div>
  );
}
