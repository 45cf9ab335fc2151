CREATE TABLE "freezes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "freezes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"targets" text[],
	"reason" text NOT NULL,
	"person_id" bigint NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"in_flight" bigint[] NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"lifted_by" bigint,
	"reviewed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pauses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"target" text NOT NULL,
	"problem" jsonb NOT NULL,
	"paused_at" timestamp (3) with time zone NOT NULL,
	"resumed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "publishing_gate" (
	"all_frozen" boolean NOT NULL,
	"frozen" text[] NOT NULL,
	"paused" text[] NOT NULL
);
--> statement-breakpoint
INSERT INTO "publishing_gate" VALUES (false, '{}', '{}');
--> statement-breakpoint
ALTER TABLE "cards" DROP CONSTRAINT "cards_post_id_posts_id_fk";
--> statement-breakpoint
DROP INDEX "card_changes_by_post";--> statement-breakpoint
DROP INDEX "cards_once";--> statement-breakpoint
ALTER TABLE "card_changes" ADD COLUMN "subject" text;--> statement-breakpoint
UPDATE "card_changes" SET "subject" = 'post:' || "post_id";--> statement-breakpoint
ALTER TABLE "card_changes" ALTER COLUMN "subject" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cards" ADD COLUMN "subject" text;--> statement-breakpoint
UPDATE "cards" SET "subject" = 'post:' || "post_id";--> statement-breakpoint
ALTER TABLE "cards" ALTER COLUMN "subject" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "freezes" ADD CONSTRAINT "freezes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freezes" ADD CONSTRAINT "freezes_lifted_by_people_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "freezes_open" ON "freezes" USING btree ("id") WHERE "freezes"."reviewed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "pauses_open" ON "pauses" USING btree ("target") WHERE "pauses"."resumed_at" is null;--> statement-breakpoint
CREATE INDEX "card_changes_by_subject" ON "card_changes" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "deliveries_held" ON "deliveries" USING btree ("target") WHERE "deliveries"."state" = 'held';--> statement-breakpoint
CREATE UNIQUE INDEX "cards_once" ON "cards" USING btree ("subject","chat","channel");--> statement-breakpoint
ALTER TABLE "card_changes" DROP COLUMN "post_id";--> statement-breakpoint
ALTER TABLE "cards" DROP COLUMN "post_id";