/** A file that a rendered card needs beside it, under a name that its components point to. */
export type AttachedFile = { name: string; alt: string; media: string } | { name: string; text: string };
