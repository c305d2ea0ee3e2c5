"""Run as ``python -m ntm_analysis.cli``."""

from ntm_analysis.cli import main

if __name__ == "__main__":
    main()
