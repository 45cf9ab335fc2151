CREATE TABLE "moderated_channels" (
	"chat" text NOT NULL,
	"channel" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "moderated_channels_chat_channel_pk" PRIMARY KEY("chat","channel")
);
