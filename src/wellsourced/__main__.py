"""`python -m wellsourced`."""

from wellsourced.cli.main import main

if __name__ == "__main__":
    main()
