/** Embeds: a box with title, text, fields, picture and footer. */
import type { DiscordMessage } from './snapshot.ts';
import { Written } from './written.tsx';

export function Embeds({ embeds }: { embeds: DiscordMessage['embeds'] }) {
  return embeds.map((embed, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: embeds have no name.
      key={index}
      className="container"
      style={{ borderInlineStartColor: colourOf(embed.color) }}
    >
      {embed.author && <p className="embed-author">{embed.author.name}</p>}
      {embed.title && <h3>{embed.url ? <a href={embed.url}>{embed.title}</a> : embed.title}</h3>}
      {embed.description && <Written text={embed.description} />}
      {embed.fields && (
        <dl>
          {embed.fields.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Written text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {embed.image && <img src={embed.image.url} alt={embed.image.description ?? ''} />}
      {embed.footer && <p className="embed-footer">{embed.footer.text}</p>}
    </div>
  ));
}

export function colourOf(colour: number | null | undefined): string | undefined {
  return colour ? `#${colour.toString(16).padStart(6, '0')}` : undefined;
}
