CREATE TABLE "crises" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "crises_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text,
	"title" text NOT NULL,
	"sentence" text DEFAULT '' NOT NULL,
	"quoted" text,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"conversation_id" bigint,
	"state" text NOT NULL,
	"severity" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" bigint,
	"climb_number" integer NOT NULL,
	"climb_since" timestamp (3) with time zone NOT NULL,
	"climb_from_level" integer NOT NULL,
	"next_step_at" timestamp (3) with time zone,
	"acknowledged_by" bigint,
	"acknowledged_at" timestamp (3) with time zone,
	"ended_by" bigint,
	"ended_at" timestamp (3) with time zone,
	"freeze_id" bigint
);
--> statement-breakpoint
CREATE TABLE "crisis_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "crisis_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"crisis_id" bigint NOT NULL,
	"person_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crisis_steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "crisis_steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"crisis_id" bigint NOT NULL,
	"climb" integer NOT NULL,
	"round" integer NOT NULL,
	"level" integer NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reached" text[] NOT NULL,
	"missing" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "detectors" (
	"topic" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"told_of" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "escalation_audit" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	"missed" integer DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp (3) with time zone,
	"heartbeat_fault" text
);
--> statement-breakpoint
ALTER TABLE "crises" ADD CONSTRAINT "crises_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crises" ADD CONSTRAINT "crises_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crises" ADD CONSTRAINT "crises_acknowledged_by_people_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crises" ADD CONSTRAINT "crises_ended_by_people_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crisis_notes" ADD CONSTRAINT "crisis_notes_crisis_id_crises_id_fk" FOREIGN KEY ("crisis_id") REFERENCES "public"."crises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crisis_notes" ADD CONSTRAINT "crisis_notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crisis_steps" ADD CONSTRAINT "crisis_steps_crisis_id_crises_id_fk" FOREIGN KEY ("crisis_id") REFERENCES "public"."crises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "crises_on" ON "crises" USING btree ("id") WHERE "crises"."state" in ('open', 'acknowledged');--> statement-breakpoint
CREATE INDEX "crises_opened" ON "crises" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "crisis_notes_by_crisis" ON "crisis_notes" USING btree ("crisis_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crisis_steps_once" ON "crisis_steps" USING btree ("crisis_id","climb","round","level");