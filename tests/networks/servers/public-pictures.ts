/** Serves pictures to the local networks that fetch them, as Bellwether's own address does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicMedia } from '../../../src/networks/public-media.ts';

interface Picture {
  bytes: Uint8Array;
  contentType: string;
}

const pictures = new Map<string, Picture>();
let server: Promise<Server> | undefined;

export const publicPictures: PublicMedia = {
  isPublic: true,
  async addressOf(image, as) {
    const served = as === 'jpeg' ? await asJpeg(image) : image;
    server ??= listen();
    const name = `/${pictures.size + 1}`;
    pictures.set(name, served);
    return `http://127.0.0.1:${((await server).address() as AddressInfo).port}${name}`;
  },
};

async function asJpeg(image: Picture): Promise<Picture> {
  const { default: sharp } = await import('sharp');
  return { bytes: await sharp(image.bytes).jpeg().toBuffer(), contentType: 'image/jpeg' };
}

function listen(): Promise<Server> {
  const made = createServer((request, response) => {
    const picture = pictures.get(request.url ?? '');
    if (!picture) return void response.writeHead(404).end();
    const { bytes, contentType } = picture;
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.byteLength }).end(bytes);
  });
  // Whatever runs is done without it.
  made.unref();
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)));
}
