CREATE TABLE "grant_targets" (
	"target" text PRIMARY KEY NOT NULL,
	"grant_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text PRIMARY KEY NOT NULL,
	"network" text NOT NULL,
	"granter_id" text NOT NULL,
	"granter_name" text NOT NULL,
	"sealed" text NOT NULL,
	"access_ends_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"person_id" bigint NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL,
	"renewing_until" timestamp (3) with time zone,
	"ended" text
);
--> statement-breakpoint
ALTER TABLE "grant_targets" ADD CONSTRAINT "grant_targets_grant_id_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grant_targets_grant" ON "grant_targets" USING btree ("grant_id");