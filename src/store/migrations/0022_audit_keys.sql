CREATE TABLE "audit_keys" (
	"id" bigint PRIMARY KEY NOT NULL,
	"person_id" bigint NOT NULL,
	"key" text
);
--> statement-breakpoint
CREATE INDEX "audit_keys_by_person" ON "audit_keys" USING btree ("person_id");