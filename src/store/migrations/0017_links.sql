CREATE TABLE "links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code_hash" text NOT NULL,
	"asker_chat" text NOT NULL,
	"asker_user" text NOT NULL,
	"asker_name" text NOT NULL,
	"taker_chat" text NOT NULL,
	"taker_user" text NOT NULL,
	"taker_name" text NOT NULL,
	"asker_agreed" boolean DEFAULT false NOT NULL,
	"taker_agreed" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "links_code_hash_unique" UNIQUE("code_hash")
);
