-- Publishing of fusion profiles: what was done to them, what is scheduled, and golden queries.

CREATE TYPE "ProfileEventAction" AS ENUM ('drafted', 'published', 'rolled_back', 'scheduled', 'schedule_cancelled');
CREATE TYPE "ProfileScheduleStatus" AS ENUM ('pending', 'applied', 'cancelled');

ALTER TABLE "fusion_profile_version" ADD COLUMN "base_version" INTEGER
    CONSTRAINT "fusion_profile_version_base_check" CHECK ("base_version" >= 0 AND "base_version" < "version");

CREATE TABLE "fusion_profile_schedule" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "catalog" TEXT COLLATE "C" NOT NULL,
    "profile" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "publish_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "ProfileScheduleStatus" NOT NULL DEFAULT 'pending',
    "author" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    CONSTRAINT "fusion_profile_schedule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "fusion_profile_schedule_finished_check" CHECK (("status" = 'pending') = ("finished_at" IS NULL))
);

CREATE TABLE "fusion_profile_event" (
    "sequence" BIGSERIAL NOT NULL,
    "catalog" TEXT COLLATE "C" NOT NULL,
    "profile" TEXT COLLATE "C" NOT NULL,
    "action" "ProfileEventAction" NOT NULL,
    "version" INTEGER NOT NULL,
    "replaced_version" INTEGER,
    "author" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "schedule_id" UUID,
    CONSTRAINT "fusion_profile_event_pkey" PRIMARY KEY ("sequence"),
    CONSTRAINT "fusion_profile_event_replaced_check" CHECK (
        "replaced_version" IS NULL OR "action" IN ('published', 'rolled_back')
    )
);

CREATE TABLE "golden_query" (
    "catalog" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "profile" TEXT COLLATE "C",
    "item_id" TEXT COLLATE "C",
    "text" TEXT,
    "expected_item_ids" TEXT[] COLLATE "C",
    "result_limit" INTEGER NOT NULL,
    "author" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "golden_query_pkey" PRIMARY KEY ("catalog", "name"),
    CONSTRAINT "golden_query_source_check" CHECK (("item_id" IS NULL) <> ("text" IS NULL)),
    CONSTRAINT "golden_query_expected_check" CHECK (cardinality("expected_item_ids") BETWEEN 1 AND 20),
    CONSTRAINT "golden_query_limit_check" CHECK ("result_limit" BETWEEN 1 AND 100)
);

CREATE INDEX "fusion_profile_schedule_catalog_profile_publish_at_idx" ON "fusion_profile_schedule"("catalog", "profile", "publish_at");
CREATE INDEX "fusion_profile_event_catalog_profile_sequence_idx" ON "fusion_profile_event"("catalog", "profile", "sequence" DESC);
-- A schedule publishes once, whatever runs at the same time.
CREATE UNIQUE INDEX "fusion_profile_event_schedule_id_action_key" ON "fusion_profile_event"("schedule_id", "action");

-- Two publications of one profile at the same instant would have no order. What is due is looked up all the time.
CREATE UNIQUE INDEX "fusion_profile_schedule_one_per_time_idx" ON "fusion_profile_schedule"("catalog", "profile", "publish_at") WHERE "status" = 'pending';
CREATE INDEX "fusion_profile_schedule_due_idx" ON "fusion_profile_schedule"("publish_at") WHERE "status" = 'pending';

ALTER TABLE "fusion_profile_schedule" ADD CONSTRAINT "fusion_profile_schedule_catalog_profile_version_fkey" FOREIGN KEY ("catalog", "profile", "version") REFERENCES "fusion_profile_version"("catalog", "profile", "version") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fusion_profile_event" ADD CONSTRAINT "fusion_profile_event_catalog_profile_fkey" FOREIGN KEY ("catalog", "profile") REFERENCES "fusion_profile"("catalog", "name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "golden_query" ADD CONSTRAINT "golden_query_catalog_fkey" FOREIGN KEY ("catalog") REFERENCES "catalog"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "golden_query" ADD CONSTRAINT "golden_query_catalog_profile_fkey" FOREIGN KEY ("catalog", "profile") REFERENCES "fusion_profile"("catalog", "name") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was done to profiles before there was a history.
INSERT INTO "fusion_profile_event" ("catalog", "profile", "action", "version", "author", "reason", "at")
SELECT "catalog", "profile", "action"::"ProfileEventAction", "version", "author", "reason", "at" FROM (
    SELECT "catalog", "profile", 'drafted' AS "action", "version", "author", "reason", "created_at" AS "at" FROM "fusion_profile_version"
    UNION ALL
    SELECT "catalog", "profile", 'published', "version", NULL, NULL, "published_at" FROM "fusion_profile_version" WHERE "published_at" IS NOT NULL
) "past" ORDER BY "at", "version", "action";

-- The base of a version never changes either.
CREATE OR REPLACE FUNCTION "refuse_profile_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW."catalog", NEW."profile", NEW."version", NEW."weights", NEW."author", NEW."reason", NEW."created_at", NEW."base_version")
        IS DISTINCT FROM (OLD."catalog", OLD."profile", OLD."version", OLD."weights", OLD."author", OLD."reason", OLD."created_at", OLD."base_version") THEN
        RAISE EXCEPTION 'version % of profile % can not be changed; save a new draft instead', OLD."version", OLD."profile"
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;

-- History is only ever added to. (Rows go with their profile.)
CREATE FUNCTION "refuse_profile_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'event % of profile % can not be changed: history is only added to', OLD."sequence", OLD."profile"
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER "fusion_profile_event_immutable" BEFORE UPDATE ON "fusion_profile_event"
    FOR EACH ROW EXECUTE FUNCTION "refuse_profile_event_change"();

-- What was scheduled stays; only whether it is pending changes, and only once.
CREATE FUNCTION "refuse_profile_schedule_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."status" <> 'pending' OR (NEW."id", NEW."catalog", NEW."profile", NEW."version", NEW."publish_at", NEW."author", NEW."reason", NEW."created_at")
        IS DISTINCT FROM (OLD."id", OLD."catalog", OLD."profile", OLD."version", OLD."publish_at", OLD."author", OLD."reason", OLD."created_at") THEN
        RAISE EXCEPTION 'scheduled publication % can not be changed; cancel it and schedule another', OLD."id"
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER "fusion_profile_schedule_immutable" BEFORE UPDATE ON "fusion_profile_schedule"
    FOR EACH ROW EXECUTE FUNCTION "refuse_profile_schedule_change"();
