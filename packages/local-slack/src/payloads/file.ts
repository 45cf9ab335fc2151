/** A file as Slack shows it to the app. */
import type { Core } from '../core.ts';
import { extensionOf, type StoredFile } from '../files.ts';
import type { Json } from '../json.ts';

export function filePayload(core: Core, file: StoredFile): Json {
  const { workspace } = core;
  const place = `${workspace.teamId}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const filetype = extensionOf(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mime,
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: file.userId,
    user_team: workspace.teamId,
    editable: false,
    size: file.bytes?.length ?? file.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
    url_private: `${core.baseUrl}/files-pri/${place}/${name}`,
    url_private_download: `${core.baseUrl}/files-pri/${place}/download/${name}`,
    permalink: `${core.baseUrl}/files/${file.userId}/${file.id}/${name}`,
    permalink_public: `${core.baseUrl}/files/public/${place}`,
    channels: file.shares.map(({ channel }) => channel),
    shares: { public: Object.fromEntries(file.shares.map(({ channel, ts }) => [channel, [{ ts }]])) },
    has_rich_preview: false,
    file_access: 'visible',
  };
}
