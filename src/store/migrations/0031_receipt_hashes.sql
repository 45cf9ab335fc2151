-- Once the words themselves were kept. What was shown is hashed as it stood: what the app makes alike before, SQL cannot.
UPDATE "receipts" SET "rewritings" = (
  SELECT jsonb_agg(
    CASE
      WHEN "one"->>'given' ~ '^[0-9a-f]{64}$' AND "one"->>'shown' ~ '^[0-9a-f]{64}$' THEN "one"
      ELSE jsonb_build_object(
        'given', encode(sha256(convert_to("one"->>'given', 'UTF8')), 'hex'),
        'shown', encode(sha256(convert_to("one"->>'shown', 'UTF8')), 'hex')
      )
    END ORDER BY "position"
  )
  FROM jsonb_array_elements("rewritings") WITH ORDINALITY AS "listed" ("one", "position")
) WHERE jsonb_array_length("rewritings") > 0;
