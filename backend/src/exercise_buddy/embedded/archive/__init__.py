"""The embedded database's archive: base backups and write-ahead log, encrypted, in a folder or a bucket.

From it `exercise-buddy restore --at` restores the database as of any second since the oldest base backup.
See docs/adr/030-archive-of-the-embedded-database.md.

ArchiveError
├── ArchiveDamaged      a file was changed, truncated or swapped, or is missing
├── StorageUnusable     the folder or bucket cannot be reached, read or written
└── NothingToRestore    no base backup is that old
"""
