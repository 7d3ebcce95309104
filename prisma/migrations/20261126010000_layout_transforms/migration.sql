ALTER TABLE "layout" ADD COLUMN "transforms" BYTEA;
