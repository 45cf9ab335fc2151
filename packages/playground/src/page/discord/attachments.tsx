/** Files with a message: pictures are shown, others offered. */
import type { DiscordMessage } from './snapshot.ts';

interface AttachmentsProps {
  attachments: DiscordMessage['attachments'];
  /** JSON of the components: what they show already is not shown twice. */
  shown: string;
}

export function Attachments({ attachments, shown }: AttachmentsProps) {
  const left = attachments.filter(({ id }) => !shown.includes(`/${id}/`));
  if (left.length === 0) return null;
  return (
    <div className="files">
      {left.map(({ id, url, filename, content_type: type, description }) =>
        type?.startsWith('image/') ? (
          <img key={id} src={url} alt={description ?? filename} />
        ) : (
          <a key={id} href={url} download={filename}>
            {filename}
          </a>
        ),
      )}
    </div>
  );
}
