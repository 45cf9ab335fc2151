/** Videos, and their bytes where no folder keeps them. Migrations are made from this folder: `npm run migrations`. */
import { bigint, boolean, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, identity, instant, reference } from './columns.ts';

/** By the hash of their bytes. */
export const videos = pgTable('videos', {
  hash: text('hash').primaryKey(),
  contentType: text('content_type').notNull(),
  /** As people see it. */
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  /** Ms. */
  duration: bigint('duration', { mode: 'number' }).notNull(),
  /** Bytes. */
  size: bigint('size', { mode: 'number' }).notNull(),
  /** The file says where it was taken. */
  tellsPlace: boolean('tells_place').notNull(),
  /** SHA-256 of each of its pieces, one after the other (src/media/piece-hashes.ts). Null: taken in before there were any. */
  pieceHashes: bytea('piece_hashes'),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** By the database's clock: since when somebody erases it. It counts as not kept then. */
  erasingAt: instant('erasing_at'),
});

export const blobs = pgTable(
  'blobs',
  {
    id: identity('id').primaryKey(),
    /** Null while it is taken in. */
    hash: text('hash'),
    begunAt: instant('begun_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('blobs_hash').on(table.hash)],
);

/** All but a blob's last piece are of one size. */
export const blobPieces = pgTable(
  'blob_pieces',
  {
    blobId: reference('blob_id')
      .notNull()
      .references(() => blobs.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.blobId, table.position] })],
);
