/** Bytes that somebody uploaded, and the file as a request or a person hands it over. */

export interface StoredFile {
  id: string;
  channelId: string;
  name: string;
  contentType: string;
  data: Uint8Array;
  width: number | null;
  height: number | null;
  /** Alt text. */
  description: string | null;
  title: string | null;
  spoiler: boolean;
  ephemeral: boolean;
}

export interface Upload {
  name: string;
  contentType: string;
  data: Uint8Array;
}
