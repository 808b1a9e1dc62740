"""`python -m pairgraph` is the `pairgraph` command."""

import sys

from .cli import main

sys.exit(main())
