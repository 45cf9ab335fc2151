/** Files with a message: pictures are shown, others offered. */
import { stringIn } from './json.ts';

export function Files({ files }: { files: Record<string, unknown>[] }) {
  if (files.length === 0) return null;
  return (
    <div className="files">
      {files.map((file) => {
        const id = stringIn(file, 'id');
        const name = stringIn(file, 'name');
        const alt = stringIn(file, 'alt_txt') || name;
        return stringIn(file, 'mimetype').startsWith('image/') ? (
          <img key={id} src={`/files/slack/${id}`} alt={alt} />
        ) : (
          <a key={id} href={`/files/slack/${id}`} download={name}>
            {name}
          </a>
        );
      })}
    </div>
  );
}
