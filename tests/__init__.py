"""The tests of pairgraph."""
