CREATE TABLE "audit" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"entry" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL
);

--> statement-breakpoint
INSERT INTO "audit_head" VALUES (0, '');
--> statement-breakpoint
-- Appends entries (JSON texts) in their order. Whoever appends holds the head until the end of the transaction, so it is
-- the last statement of one. The same hash is computed in src/audit/chain.ts.
CREATE FUNCTION append_audit(entries text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head audit_head%ROWTYPE;
  entry text;
BEGIN
  IF cardinality(entries) IS NULL OR cardinality(entries) = 0 THEN RETURN; END IF;
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  FOREACH entry IN ARRAY entries LOOP
    head.sequence := head.sequence + 1;
    head.hash := encode(sha256(convert_to(head.hash || E'\n' || head.sequence || E'\n' || entry, 'UTF8')), 'hex');
    INSERT INTO audit (sequence, entry, hash) VALUES (head.sequence, entry, head.hash);
  END LOOP;
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash;
END $$;
--> statement-breakpoint
-- Against accidents; against intent there is the chain.
CREATE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is never changed.';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" EXECUTE FUNCTION audit_is_final();
