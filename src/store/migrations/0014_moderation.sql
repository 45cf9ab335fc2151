CREATE TABLE "case_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"chat" text NOT NULL,
	"channel" text NOT NULL,
	"message" text NOT NULL,
	"text" text NOT NULL,
	"files" text[] DEFAULT '{}' NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"deletion" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"person_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"origin" text NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"decisions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"moderator_id" bigint,
	"until" timestamp (3) with time zone,
	"fault" text,
	"notice_key" text NOT NULL,
	"notice" text NOT NULL,
	"undone_by" bigint,
	"undone_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"acted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sanctions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sanctions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"chat" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"until" timestamp (3) with time zone,
	"state" text DEFAULT 'standing' NOT NULL,
	"ended_as" text,
	"ended_at" timestamp (3) with time zone,
	"applied_at" timestamp (3) with time zone,
	"applied_until" timestamp (3) with time zone,
	"reconciled_at" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"delete_seconds" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_messages" ADD CONSTRAINT "case_messages_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_reports" ADD CONSTRAINT "case_reports_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_reports" ADD CONSTRAINT "case_reports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_moderator_id_people_id_fk" FOREIGN KEY ("moderator_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_undone_by_people_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_messages_once" ON "case_messages" USING btree ("case_id","channel","message");--> statement-breakpoint
CREATE INDEX "case_messages_by_message" ON "case_messages" USING btree ("chat","channel","message");--> statement-breakpoint
CREATE INDEX "case_notes_of_case" ON "case_notes" USING btree ("case_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_reports_once" ON "case_reports" USING btree ("case_id","person_id");--> statement-breakpoint
CREATE INDEX "case_reports_of_person" ON "case_reports" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "cases_of_person" ON "cases" USING btree ("chat","user_id","id");--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("id") WHERE "cases"."state" in ('acting', 'open', 'undoing');--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sanctions_one_standing" ON "sanctions" USING btree ("chat","user_id","kind") WHERE "sanctions"."state" <> 'over';--> statement-breakpoint
CREATE INDEX "sanctions_of_case" ON "sanctions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "sanctions_to_reconcile" ON "sanctions" USING btree ("reconciled_at") WHERE "sanctions"."state" <> 'over';