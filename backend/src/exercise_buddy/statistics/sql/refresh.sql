-- Follows changed_day.sql and snapshot.sql. `summary` is null where the streak has to be recounted, or where no snapshot
-- was ever written.
, written AS (
    {write_snapshot}
)
SELECT (SELECT summary FROM written) AS summary, EXISTS (SELECT FROM stored) AS is_known
