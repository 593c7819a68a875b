"""The embedded database's archive: base backups and its write-ahead log, sealed, in a folder or a bucket.

From them `exercise-buddy restore --at` makes the database what it was at any second since the oldest base backup.
docs/adr/030-archive-of-the-embedded-database.md has the reasons.

ArchiveError
├── ArchiveDamaged      something in it was changed, cut off, or is missing
├── PlaceUnusable       the folder or the bucket does not let us
└── NothingToRestore    no base backup is as old as that
"""
