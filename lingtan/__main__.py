"""``python -m lingtan``: the command line, where its script is not on the path."""

import sys

from lingtan.cli import main

sys.exit(main())
