ALTER TABLE "sources" ADD COLUMN "withheld" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "withheld_asked_at" timestamp (3) with time zone;