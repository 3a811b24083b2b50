"""S3 priorities, filières, EU objectives, joint contributions."""
