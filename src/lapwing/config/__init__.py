"""The settings of a project: ``lapwing.toml`` → checked records."""
