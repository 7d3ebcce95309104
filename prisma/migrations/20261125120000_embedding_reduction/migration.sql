CREATE TABLE "embedding_reduction" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "layout_hash" TEXT COLLATE "C" NOT NULL,
    "weights" TEXT COLLATE "C" NOT NULL,
    "rank" INTEGER NOT NULL,
    "effective_weights" JSONB NOT NULL,
    "statistics" JSONB NOT NULL,
    "components" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "embedding_reduction_pkey" PRIMARY KEY ("catalog", "layout_hash", "weights", "rank"),
    CONSTRAINT "embedding_reduction_components_check" CHECK ("rank" > 0 AND octet_length("components") % (4 * "rank") = 0)
);

ALTER TABLE "embedding_reduction" ADD CONSTRAINT "embedding_reduction_catalog_layout_hash_fkey" FOREIGN KEY ("catalog", "layout_hash") REFERENCES "layout"("catalog", "hash") ON DELETE CASCADE ON UPDATE CASCADE;
