/** Components of a message, of both generations: containers, texts, pictures, buttons, selects. */
import { type Component, TYPE } from '@bellwether/local-discord/state/component.ts';
import { guideName } from '../parts/guide-name.ts';
import { colourOf } from './embeds.tsx';
import { Select } from './select.tsx';
import { Written } from './written.tsx';

interface Doing {
  busy: string | undefined;
  onPress(customId: string): void;
  onChoose(customId: string, values: string[]): void;
}

/** They come loosely typed; what is not known is not drawn. */
export function partsOf(components: unknown): Component[] {
  return Array.isArray(components) ? components : [];
}

export function Components({ parts, ...doing }: Doing & { parts: Component[] }) {
  return parts.map((part, index) => <Part key={part.custom_id ?? part.id ?? index} part={part} {...doing} />);
}

function Part({ part, ...doing }: Doing & { part: Component }) {
  const inside = partsOf(part.components);
  switch (part.type) {
    case TYPE.container:
      return (
        <div className="container" style={{ borderInlineStartColor: colourOf(Number(part.accent_color)) }}>
          <Components parts={inside} {...doing} />
        </div>
      );
    case TYPE.row:
      return (
        <div className="actions">
          <Components parts={inside} {...doing} />
        </div>
      );
    case TYPE.section:
      return (
        <div className="with-accessory">
          <div>
            <Components parts={inside} {...doing} />
          </div>
          {part.accessory && <Part part={part.accessory} {...doing} />}
        </div>
      );
    case TYPE.text:
      return <Written text={part.content ?? ''} />;
    case TYPE.separator:
      return part.divider === false ? <div className="gap" /> : <hr />;
    case TYPE.gallery:
      return <Gallery part={part} />;
    case TYPE.thumbnail:
      return <img className="thumbnail" src={part.media?.url} alt={part.description ?? ''} />;
    case TYPE.file:
      return <FileLink url={part.file?.url ?? ''} />;
    case TYPE.button:
      return <Button part={part} {...doing} />;
    default:
      return part.custom_id ? <MessageSelect part={part} {...doing} /> : null;
  }
}

function Gallery({ part }: { part: Component }) {
  return (
    <div className="gallery">
      {part.items?.map(({ media, description }) => (
        <img key={media.url} src={media.url} alt={description ?? ''} />
      ))}
    </div>
  );
}

function FileLink({ url }: { url: string }) {
  const name = decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? 'file');
  return (
    <a className="file-link" href={url} download={name}>
      {name}
    </a>
  );
}

const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

function Button({ part, busy, onPress }: Doing & { part: Component }) {
  const { custom_id: customId, url, style = 2, label, disabled } = part;
  const words = label ?? emojiName(part.emoji);
  const className = `discord-button ${STYLES[style] ?? ''}`;
  if (url)
    return (
      <a className={className} href={url} target="_blank" rel="noopener noreferrer">
        {words} <span aria-hidden="true">↗</span>
      </a>
    );
  return (
    <button
      type="button"
      className={className}
      disabled={disabled ?? false}
      aria-busy={busy === customId}
      data-guide={guideName('discord', words)}
      onClick={() => customId && onPress(customId)}
    >
      {words}
    </button>
  );
}

function emojiName(emoji: unknown): string {
  return typeof emoji === 'object' && emoji !== null && 'name' in emoji ? String(emoji.name) : 'Button';
}

function MessageSelect({ part, busy, onChoose }: Doing & { part: Component }) {
  const customId = part.custom_id ?? '';
  return (
    <Select
      part={part}
      label={part.placeholder ?? 'Choose'}
      disabled={(part.disabled ?? false) || busy !== undefined}
      values={[]}
      onChange={(values) => onChoose(customId, values)}
    />
  );
}
