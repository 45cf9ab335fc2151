CREATE TABLE "fingerprints" (
	"key" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"post_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"targets" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preflights" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "preflights_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"target" text NOT NULL,
	"said" jsonb NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "accepted" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "fingerprints" ADD CONSTRAINT "fingerprints_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preflights" ADD CONSTRAINT "preflights_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fingerprints_by_key" ON "fingerprints" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "preflights_by_post" ON "preflights" USING btree ("post_id","revision","target","id");--> statement-breakpoint
CREATE INDEX "deliveries_by_target" ON "deliveries" USING btree ("target","due_at");