CREATE TABLE "connected_targets" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"network" text NOT NULL,
	"place" text NOT NULL,
	"sealed" text NOT NULL,
	"owner_id" bigint NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "discoveries" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" bigint NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "connected_targets" ADD CONSTRAINT "connected_targets_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discoveries" ADD CONSTRAINT "discoveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "connected_targets_place" ON "connected_targets" USING btree ("network","place");