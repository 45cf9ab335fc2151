/** Pictures: uploaded without being shared, each once per delivery, then named by the message's image blocks. */

import { t } from '../../kit/t.ts';
import type { Image, Intent, Marks } from '../network.ts';
import { NetworkError } from '../network.ts';
import type { SlackClient } from './client.ts';

/** The file ids, in the pictures' order. Kept as marks, so another try does not upload again. */
export async function uploadAll(
  client: SlackClient,
  images: Image[],
  intent: Intent,
  keep: (marks: Marks) => Promise<void>,
): Promise<string[]> {
  let marks = intent.marks;
  const ids: string[] = [];
  for (const [index, image] of images.entries()) {
    const mark = `file_${index + 1}`;
    const known = marks[mark];
    const id = known ?? (await upload(client, image, `picture-${index + 1}`));
    if (!known) {
      marks = { ...marks, [mark]: id };
      await keep(marks);
    }
    ids.push(id);
  }
  return ids;
}

/** Nobody sees anything of it before the message, so no failure here means a lost post. */
async function upload(client: SlackClient, image: Image, name: string): Promise<string> {
  const filename = `${name}.${image.contentType.split('/')[1] ?? 'bin'}`;
  const length = image.bytes.byteLength;
  const { upload_url, file_id } = await client.call(false, (slack) =>
    slack.files.getUploadURLExternal({ filename, length }),
  );
  if (!upload_url || !file_id) throw new NetworkError('unreachable', t('Slack: no address to upload to.'));
  await client.upload(upload_url, image.bytes);
  await client.call(false, (slack) =>
    slack.files.completeUploadExternal({ files: [{ id: file_id, title: filename }] }),
  );
  return file_id;
}
