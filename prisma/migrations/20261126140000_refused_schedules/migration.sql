-- A schedule carries whether broken golden queries stop it when it falls due; what stopped it is in the history.

ALTER TYPE "ProfileEventAction" ADD VALUE 'schedule_refused';
ALTER TYPE "ProfileScheduleStatus" ADD VALUE 'refused';

ALTER TABLE "fusion_profile_schedule" ADD COLUMN "refuse_if_broken" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "fusion_profile_event" ADD COLUMN "problem" TEXT;
ALTER TABLE "fusion_profile_event" ADD COLUMN "broken_golden_queries" TEXT[] COLLATE "C" DEFAULT ARRAY[]::TEXT[];
-- Compared as text: a value can't be used in the transaction that adds it.
ALTER TABLE "fusion_profile_event" ADD CONSTRAINT "fusion_profile_event_problem_check" CHECK (
    ("problem" IS NOT NULL) = ("action"::text = 'schedule_refused')
    AND ("problem" IS NOT NULL OR cardinality("broken_golden_queries") = 0)
);

-- The choice never changes either.
CREATE OR REPLACE FUNCTION "refuse_profile_schedule_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."status" <> 'pending' OR (NEW."id", NEW."catalog", NEW."profile", NEW."version", NEW."publish_at", NEW."author", NEW."reason", NEW."created_at", NEW."refuse_if_broken")
        IS DISTINCT FROM (OLD."id", OLD."catalog", OLD."profile", OLD."version", OLD."publish_at", OLD."author", OLD."reason", OLD."created_at", OLD."refuse_if_broken") THEN
        RAISE EXCEPTION 'scheduled publication % can not be changed; cancel it and schedule another', OLD."id"
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;
