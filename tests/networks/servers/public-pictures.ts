/** Serves pictures to the local networks that fetch them, as Bellwether's own address does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Video } from '../../../src/networks/network.ts';
import type { PublicMedia } from '../../../src/networks/public-media.ts';

interface Picture {
  bytes: Uint8Array;
  contentType: string;
}

const pictures = new Map<string, Picture>();
const films = new Map<string, Video>();

/** It is served from now on, by its hash. */
export function served<Film extends Video>(film: Film): Film {
  films.set(film.hash, film);
  return film;
}

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
  async addressOfVideo({ hash }) {
    server ??= listen();
    return `http://127.0.0.1:${((await server).address() as AddressInfo).port}/films/${hash}`;
  },
};

async function asJpeg(image: Picture): Promise<Picture> {
  const { default: sharp } = await import('sharp');
  return { bytes: await sharp(image.bytes).jpeg().toBuffer(), contentType: 'image/jpeg' };
}

function listen(): Promise<Server> {
  const made = createServer((request, response) => {
    const film = films.get(request.url?.replace('/films/', '') ?? '');
    if (film) {
      response.writeHead(200, { 'content-type': film.contentType, 'content-length': film.size });
      return void pipeline(Readable.from(film.pieces(0, 65_536)), response).catch(() => {});
    }
    const picture = pictures.get(request.url ?? '');
    if (!picture) return void response.writeHead(404).end();
    const { bytes, contentType } = picture;
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.byteLength }).end(bytes);
  });
  // Whatever runs is done without it.
  made.unref();
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)));
}
