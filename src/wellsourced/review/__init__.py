"""The reviewer's dossier: every claim with its sources, every source with what proves it, on one page."""
