CREATE TABLE "reading_slots" (
	"age" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"target" text NOT NULL,
	"count" text NOT NULL,
	"posts" integer NOT NULL,
	"total" integer NOT NULL,
	CONSTRAINT "reading_slots_age_at_target_count_pk" PRIMARY KEY("age","at","target","count")
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"delivery_id" bigint NOT NULL,
	"age" integer NOT NULL,
	"target" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"is_late" boolean NOT NULL,
	"counts" jsonb NOT NULL,
	CONSTRAINT "readings_delivery_id_age_pk" PRIMARY KEY("delivery_id","age")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"audience" text NOT NULL,
	"period" text NOT NULL,
	"report" jsonb NOT NULL,
	"shown" text[] NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reports_once" ON "reports" USING btree ("audience","period");--> statement-breakpoint
CREATE INDEX "deliveries_unsent" ON "deliveries" USING btree ("due_at") WHERE "deliveries"."state" in ('failed', 'unknown');