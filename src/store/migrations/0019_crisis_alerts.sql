ALTER TABLE "crises" ADD COLUMN "alerted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "crises" ADD COLUMN "first_acknowledged_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "crises" SET "first_acknowledged_at" = "acknowledged_at";
