CREATE TABLE "receipts" (
	"delivery_id" bigint PRIMARY KEY NOT NULL,
	"outcome" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"drifts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"rewritings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"missed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;