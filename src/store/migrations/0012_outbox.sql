CREATE TABLE "alarms" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alarms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"round" text DEFAULT '' NOT NULL,
	"person_id" bigint,
	"chat" text,
	"channel" text,
	"place" text GENERATED ALWAYS AS (case when person_id is null then chat || ':' || channel else 'person:' || person_id end) STORED NOT NULL,
	"priority" text DEFAULT 'normal' NOT NULL,
	"lasting" boolean DEFAULT false NOT NULL,
	"thread" jsonb,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"message" text,
	"attempted" boolean DEFAULT false NOT NULL,
	"shown_hash" text,
	"wanted" integer DEFAULT 1 NOT NULL,
	"shown" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_places" (
	"place" text PRIMARY KEY NOT NULL,
	"free_at" timestamp (3) with time zone,
	"fault" text,
	"fault_since" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_once" ON "alarms" USING btree ("subject","kind","key");--> statement-breakpoint
CREATE INDEX "alarms_due" ON "alarms" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once_for_person" ON "outbox" USING btree ("subject","kind","round","person_id") WHERE "outbox"."person_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once_in_channel" ON "outbox" USING btree ("subject","kind","round","chat","channel") WHERE "outbox"."person_id" is null;--> statement-breakpoint
CREATE INDEX "outbox_by_message" ON "outbox" USING btree ("chat","channel","message");--> statement-breakpoint
CREATE INDEX "outbox_by_person" ON "outbox" USING btree ("person_id") WHERE "outbox"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("priority","next_at") WHERE "outbox"."wanted" > "outbox"."shown" and "outbox"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "outbox_held" ON "outbox" USING btree ("place") WHERE "outbox"."lease_until" is not null;--> statement-breakpoint
-- A notice that was sent to a person had become one of the post's cards, under its own key; it is a message of its own again.
INSERT INTO "outbox" ("key", "subject", "kind", "round", "person_id", "chat", "channel", "lasting", "state", "message", "attempted", "shown_hash", "shown", "next_at")
SELECT notices.key, 'post:' || notices.post_id, notices.kind, notices.revision || '.' || notices.ordinal, notices.person_id,
  coalesce(cards.chat, notices.chat), coalesce(cards.channel, notices.channel), notices.person_id IS NOT NULL,
  CASE WHEN NOT notices.is_done THEN 'waiting' WHEN cards.message IS NOT NULL THEN 'sent'
    WHEN notices.message IS NOT NULL AND notices.person_id IS NULL THEN 'sent' ELSE 'ended' END,
  coalesce(cards.message, notices.message), notices.attempted, cards.shown_hash,
  CASE WHEN notices.is_done THEN 1 ELSE 0 END, to_timestamp(0)
FROM "notices" LEFT JOIN "cards" ON cards.key = notices.key AND NOT cards.gone
ORDER BY notices.id;--> statement-breakpoint
-- A card that was gone comes back at the next change, as a message of its own.
INSERT INTO "outbox" ("key", "subject", "kind", "chat", "channel", "lasting", "state", "message", "attempted", "shown_hash", "shown", "next_at")
SELECT CASE WHEN gone THEN substr(md5(random()::text || id), 1, 20) ELSE key END, subject, 'card', chat, channel, true,
  CASE WHEN message IS NULL OR gone THEN 'waiting' ELSE 'sent' END, CASE WHEN gone THEN NULL ELSE message END, attempted AND NOT gone,
  CASE WHEN gone THEN NULL ELSE shown_hash END, CASE WHEN message IS NULL AND NOT gone THEN 0 ELSE 1 END, to_timestamp(0)
FROM "cards" WHERE NOT EXISTS (SELECT 1 FROM "notices" WHERE notices.key = cards.key)
ORDER BY id;--> statement-breakpoint
INSERT INTO "outbox_changes" ("subject") SELECT subject FROM "card_changes" ORDER BY id;--> statement-breakpoint
DROP TABLE "card_changes";--> statement-breakpoint
DROP TABLE "cards";--> statement-breakpoint
DROP TABLE "notices";
