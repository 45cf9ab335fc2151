/** One socket: JSON in, JSON out, compressed as the client asked. */
import { constants, createDeflate, type Deflate, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';

export type Compression = 'none' | 'payload' | 'zlib-stream';

export class Wire {
  readonly #socket: WebSocket;
  #compression: Compression;
  #stream: Deflate | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, compression: Compression) {
    this.#socket = socket;
    this.#compression = compression;
  }

  /** Asked for in the identify payload: each payload by itself. */
  compressPayloads(): void {
    if (this.#compression === 'none') this.#compression = 'payload';
  }

  send(payload: unknown): void {
    const text = JSON.stringify(payload);
    if (this.#compression === 'none') this.#socket.send(text);
    else if (this.#compression === 'payload') this.#socket.send(deflateSync(text));
    else this.#sending = this.#sending.then(() => this.#sendFlushed(text));
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  /** No closing handshake: as when the network goes. */
  cut(): void {
    this.#socket.terminate();
  }

  /** One deflate stream over the whole connection, flushed after each payload. */
  #sendFlushed(text: string): Promise<void> {
    this.#stream ??= createDeflate();
    const stream = this.#stream;
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const collect = (chunk: Buffer) => chunks.push(chunk);
      stream.on('data', collect);
      stream.write(text);
      stream.flush(constants.Z_SYNC_FLUSH, () => {
        stream.off('data', collect);
        this.#socket.send(Buffer.concat(chunks));
        resolve();
      });
    });
  }
}
