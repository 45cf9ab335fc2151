CREATE TABLE "moderated_chats" (
	"chat" text PRIMARY KEY NOT NULL,
	"watched" jsonb NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL
);
