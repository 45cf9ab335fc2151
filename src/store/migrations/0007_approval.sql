CREATE TABLE "absences" (
	"person_id" bigint PRIMARY KEY NOT NULL,
	"delegate_id" bigint,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "comments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"person_id" bigint NOT NULL,
	"chat" text NOT NULL,
	"text" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"post_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"person_id" bigint,
	"chat" text,
	"channel" text,
	"message" text,
	"attempted" boolean DEFAULT false NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"is_done" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "kind" text DEFAULT 'step' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "step" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "place_id" bigint;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "counts_as" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "awaited_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "reminded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_delegate_id_people_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_by_delegate" ON "absences" USING btree ("delegate_id");--> statement-breakpoint
CREATE INDEX "comments_by_post" ON "comments" USING btree ("post_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("post_id","revision","kind","ordinal","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once_in_chat" ON "notices" USING btree ("post_id","revision","kind","ordinal","chat") WHERE "notices"."person_id" is null;--> statement-breakpoint
CREATE INDEX "notices_waiting" ON "notices" USING btree ("id") WHERE not "notices"."is_done";--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_place_id_people_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "posts_awaited" ON "posts" USING btree ("awaited_since") WHERE "posts"."stage" = 'in_review';--> statement-breakpoint
-- Reviews that were under way are reminded of, too.
UPDATE "posts" SET "awaited_since" = "updated_at" WHERE "stage" = 'in_review';
