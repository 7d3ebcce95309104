-- What Kindred keeps in PostgreSQL 14 or newer. Ids and names that order results compare by code point (collation "C").

CREATE TYPE "InteractionType" AS ENUM ('view', 'click', 'cart', 'purchase', 'like', 'dislike', 'rating');
CREATE TYPE "ProfileVersionStatus" AS ENUM ('draft', 'published', 'retired');
CREATE TYPE "RunKind" AS ENUM ('import', 'backfill', 'refill');
CREATE TYPE "RunStatus" AS ENUM ('running', 'completed', 'failed', 'cancelled');
CREATE TYPE "ApiKeyRole" AS ENUM ('reader', 'merchandiser', 'data', 'admin');
CREATE TYPE "OutboxOperation" AS ENUM ('upsert', 'delete');

CREATE TABLE "catalog" (
    "name" TEXT COLLATE "C" NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "catalog_pkey" PRIMARY KEY ("name"),
    CONSTRAINT "catalog_name_check" CHECK (length("name") BETWEEN 1 AND 100),
    CONSTRAINT "catalog_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$')
);

CREATE TABLE "item" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "description" TEXT,
    "price_amount" DOUBLE PRECISION,
    "price_currency" TEXT,
    "brand" TEXT,
    "brand_key" TEXT COLLATE "C",
    "section" TEXT[] COLLATE "C",
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "available" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "item_pkey" PRIMARY KEY ("catalog", "id"),
    CONSTRAINT "item_id_check" CHECK ("id" <> ''),
    CONSTRAINT "item_price_check" CHECK (
        ("price_amount" IS NULL) = ("price_currency" IS NULL)
        AND ("price_amount" IS NULL OR ("price_amount" >= 0 AND "price_amount" < 'Infinity'::float8))
    ),
    CONSTRAINT "item_attributes_check" CHECK (jsonb_typeof("attributes") = 'object')
);

CREATE TABLE "item_image" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "content_hash" TEXT COLLATE "C",
    "failure" TEXT,
    CONSTRAINT "item_image_pkey" PRIMARY KEY ("catalog", "item_id", "position")
);

CREATE TABLE "encoded_block" (
    "encoder_id" TEXT COLLATE "C" NOT NULL,
    "input_hash" TEXT COLLATE "C" NOT NULL,
    "vector" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "encoded_block_pkey" PRIMARY KEY ("encoder_id", "input_hash"),
    CONSTRAINT "encoded_block_vector_check" CHECK (length("vector") > 0 AND length("vector") % 4 = 0)
);
-- Vectors don't compress; trying costs time.
ALTER TABLE "encoded_block" ALTER COLUMN "vector" SET STORAGE EXTERNAL;

CREATE TABLE "item_block" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "modality" TEXT COLLATE "C" NOT NULL,
    "encoder_id" TEXT COLLATE "C" NOT NULL,
    "input_hashes" TEXT[] COLLATE "C",
    CONSTRAINT "item_block_pkey" PRIMARY KEY ("catalog", "item_id", "modality")
);

CREATE TABLE "layout" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "blocks" JSONB NOT NULL,
    "statistics" JSONB NOT NULL,
    "means" BYTEA NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "layout_pkey" PRIMARY KEY ("catalog", "hash")
);

CREATE TABLE "shopper" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "shopper_pkey" PRIMARY KEY ("catalog", "id")
);

CREATE TABLE "interaction" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "user_id" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "type" "InteractionType" NOT NULL,
    "value" DOUBLE PRECISION,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recommendation_id" TEXT,
    CONSTRAINT "interaction_pkey" PRIMARY KEY ("catalog", "id"),
    CONSTRAINT "interaction_value_check" CHECK (
        ("type" = 'rating') = ("value" IS NOT NULL) AND ("value" IS NULL OR "value" BETWEEN 1 AND 5)
    )
);

CREATE TABLE "fusion_profile" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "fusion_profile_pkey" PRIMARY KEY ("catalog", "name")
);

CREATE TABLE "fusion_profile_version" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "profile" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "weights" JSONB NOT NULL,
    "status" "ProfileVersionStatus" NOT NULL,
    "author" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    CONSTRAINT "fusion_profile_version_pkey" PRIMARY KEY ("catalog", "profile", "version"),
    CONSTRAINT "fusion_profile_version_weights_check" CHECK (jsonb_typeof("weights") = 'object'),
    CONSTRAINT "fusion_profile_version_published_check" CHECK ("status" = 'draft' OR "published_at" IS NOT NULL)
);

CREATE TABLE "api_key" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "name" TEXT,
    "role" "ApiKeyRole" NOT NULL,
    "catalog" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "api_key_hash_check" CHECK (length("hash") = 32)
);

CREATE TABLE "run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "catalog" TEXT COLLATE "C" NOT NULL,
    "kind" "RunKind" NOT NULL,
    "status" "RunStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "read" INTEGER NOT NULL DEFAULT 0,
    "embedded" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    CONSTRAINT "run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "run_counts_check" CHECK ("read" = "embedded" + "unchanged" + "failed")
);

CREATE TABLE "run_failure" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "item_id" TEXT,
    "reason" TEXT NOT NULL,
    CONSTRAINT "run_failure_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "outbox" (
    "sequence" BIGSERIAL NOT NULL,
    "catalog" TEXT COLLATE "C" NOT NULL,
    "item_id" TEXT COLLATE "C" NOT NULL,
    "operation" "OutboxOperation" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "outbox_pkey" PRIMARY KEY ("sequence")
);

CREATE INDEX "item_catalog_title_id_idx" ON "item"("catalog", "title", "id");
CREATE INDEX "item_catalog_price_amount_id_idx" ON "item"("catalog", "price_amount", "id");
CREATE INDEX "item_catalog_created_at_id_idx" ON "item"("catalog", "created_at", "id");
CREATE INDEX "item_catalog_brand_key_idx" ON "item"("catalog", "brand_key");
CREATE INDEX "item_image_content_hash_idx" ON "item_image"("content_hash");
CREATE INDEX "interaction_catalog_user_id_occurred_at_idx" ON "interaction"("catalog", "user_id", "occurred_at" DESC);
CREATE INDEX "interaction_catalog_occurred_at_item_id_type_idx" ON "interaction"("catalog", "occurred_at", "item_id", "type");
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE INDEX "run_catalog_started_at_idx" ON "run"("catalog", "started_at" DESC);
CREATE INDEX "run_catalog_source_idx" ON "run"("catalog", "source");
CREATE INDEX "run_failure_run_id_row_idx" ON "run_failure"("run_id", "row");
CREATE INDEX "outbox_catalog_sequence_idx" ON "outbox"("catalog", "sequence");

-- What holds at any time: one active layout per catalog, one published version per profile.
CREATE UNIQUE INDEX "layout_one_active_idx" ON "layout"("catalog") WHERE "active";
CREATE UNIQUE INDEX "fusion_profile_one_published_idx" ON "fusion_profile_version"("catalog", "profile") WHERE "status" = 'published';

ALTER TABLE "item" ADD CONSTRAINT "item_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "item_image" ADD CONSTRAINT "item_image_catalog_item_id_fkey" FOREIGN KEY ("catalog", "item_id") REFERENCES "item"("catalog", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "item_block" ADD CONSTRAINT "item_block_catalog_item_id_fkey" FOREIGN KEY ("catalog", "item_id") REFERENCES "item"("catalog", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "layout" ADD CONSTRAINT "layout_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shopper" ADD CONSTRAINT "shopper_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fusion_profile" ADD CONSTRAINT "fusion_profile_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fusion_profile_version" ADD CONSTRAINT "fusion_profile_version_catalog_profile_fkey" FOREIGN KEY ("catalog", "profile") REFERENCES "fusion_profile"("catalog", "name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "run" ADD CONSTRAINT "run_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "run_failure" ADD CONSTRAINT "run_failure_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- A version of a profile never changes but for its status and the time of its publication.
CREATE FUNCTION "refuse_profile_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW."catalog", NEW."profile", NEW."version", NEW."weights", NEW."author", NEW."reason", NEW."created_at")
        IS DISTINCT FROM (OLD."catalog", OLD."profile", OLD."version", OLD."weights", OLD."author", OLD."reason", OLD."created_at") THEN
        RAISE EXCEPTION 'version % of profile % can not be changed; save a new draft instead', OLD."version", OLD."profile"
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER "fusion_profile_version_immutable" BEFORE UPDATE ON "fusion_profile_version"
    FOR EACH ROW EXECUTE FUNCTION "refuse_profile_version_change"();
