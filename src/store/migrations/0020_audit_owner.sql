-- Appends with the rights of whoever owns the log, so that the bot's own user needs none on its tables. Nothing in the
-- path is that user's, who could put a function or an operator there; the tables are named with their schema.
CREATE OR REPLACE FUNCTION append_audit(entries text[]) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head public.audit_head%ROWTYPE;
  entry text;
BEGIN
  IF cardinality(entries) IS NULL OR cardinality(entries) = 0 THEN RETURN; END IF;
  SELECT * INTO STRICT head FROM public.audit_head FOR UPDATE;
  FOREACH entry IN ARRAY entries LOOP
    head.sequence := head.sequence + 1;
    head.hash := encode(sha256(convert_to(head.hash || E'\n' || head.sequence || E'\n' || entry, 'UTF8')), 'hex');
    INSERT INTO public.audit (sequence, entry, hash) VALUES (head.sequence, entry, head.hash);
  END LOOP;
  UPDATE public.audit_head SET sequence = head.sequence, hash = head.hash;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_audit(text[]) FROM PUBLIC;
