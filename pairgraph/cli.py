"""The `pairgraph` command: one subcommand per module."""
