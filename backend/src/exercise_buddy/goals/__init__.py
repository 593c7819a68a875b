"""What users want to reach in a day or a week."""
