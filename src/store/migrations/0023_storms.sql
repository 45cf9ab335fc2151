CREATE TABLE "storm_levels" (
	"key" text PRIMARY KEY NOT NULL,
	"level" real NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"storm_id" bigint
);
--> statement-breakpoint
CREATE TABLE "storms" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "storms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "storm_id" bigint;--> statement-breakpoint
ALTER TABLE "storm_levels" ADD CONSTRAINT "storm_levels_storm_id_storms_id_fk" FOREIGN KEY ("storm_id") REFERENCES "public"."storms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "storm_levels_by_age" ON "storm_levels" USING btree ("at");--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_storm_id_storms_id_fk" FOREIGN KEY ("storm_id") REFERENCES "public"."storms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_by_storm" ON "conversations" USING btree ("storm_id") WHERE "conversations"."storm_id" is not null;