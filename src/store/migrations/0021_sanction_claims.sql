CREATE TABLE "sanction_claims" (
	"chat" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"holder" text NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"doubt_until" timestamp (3) with time zone,
	CONSTRAINT "sanction_claims_chat_user_id_kind_pk" PRIMARY KEY("chat","user_id","kind")
);
