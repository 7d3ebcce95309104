-- Clips of an item's sound, in order: [{"url": …, "contentHash": …, "failure": …}].
ALTER TABLE "item" ADD COLUMN "audio" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "item" ADD CONSTRAINT "item_audio_check" CHECK (jsonb_typeof("audio") = 'array');
