-- Follows snapshot.sql: what it says on a day after the one it was written on; nothing where none was ever written.
SELECT summary FROM answer WHERE EXISTS (SELECT FROM stored)
