CREATE TABLE "blind_spans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "blind_spans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conversations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"thread" text NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"audience" text NOT NULL,
	"claimed_by" bigint,
	"claimed_until" timestamp (3) with time zone,
	"post_id" bigint,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"mentioned_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"claimed_at" timestamp (3) with time zone,
	"is_escalated" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mention_slots" (
	"topic" text NOT NULL,
	"source" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"negative" integer NOT NULL,
	"positive" integer NOT NULL,
	CONSTRAINT "mention_slots_topic_at_source_pk" PRIMARY KEY("topic","at","source")
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mentions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" bigint NOT NULL,
	"source" text NOT NULL,
	"item" text NOT NULL,
	"kind" text NOT NULL,
	"author_id" text NOT NULL,
	"author" jsonb NOT NULL,
	"text" text NOT NULL,
	"text_before" text,
	"language" text NOT NULL,
	"label" text NOT NULL,
	"score" real NOT NULL,
	"confidence" real NOT NULL,
	"corrected_to" text,
	"corrected_by" bigint,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"audience" text NOT NULL,
	"warning" text DEFAULT '' NOT NULL,
	"url" text,
	"in_reply_to" text,
	"attachments" integer DEFAULT 0 NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"name" text PRIMARY KEY NOT NULL,
	"of" text NOT NULL,
	"cursor" text,
	"next_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"fault_since" timestamp (3) with time zone,
	"is_paused" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "answers" bigint GENERATED ALWAYS AS ((input -> 'answers' ->> 'mention')::bigint) STORED;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_claimed_by_people_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_corrected_by_people_id_fk" FOREIGN KEY ("corrected_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "blind_spans_by_source" ON "blind_spans" USING btree ("source","from_at");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_once" ON "conversations" USING btree ("source","thread");--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("mentioned_at") WHERE "conversations"."state" in ('new', 'claimed');--> statement-breakpoint
CREATE INDEX "conversations_opened" ON "conversations" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "conversations_by_post" ON "conversations" USING btree ("post_id") WHERE "conversations"."post_id" is not null;--> statement-breakpoint
CREATE INDEX "mention_slots_at" ON "mention_slots" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "mentions_once" ON "mentions" USING btree ("source","item");--> statement-breakpoint
CREATE INDEX "mentions_by_conversation" ON "mentions" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "mentions_by_author" ON "mentions" USING btree ("source","author_id","id");--> statement-breakpoint
CREATE INDEX "mentions_written" ON "mentions" USING btree ("written_at");--> statement-breakpoint
CREATE INDEX "mentions_corrected" ON "mentions" USING btree ("id") WHERE "mentions"."corrected_to" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_published" ON "deliveries" USING btree ((published ->> 'id'));--> statement-breakpoint
CREATE INDEX "posts_answering" ON "posts" USING btree ("answers","id") WHERE "posts"."answers" is not null;