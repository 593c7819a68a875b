"""Export and import of workouts as files."""
