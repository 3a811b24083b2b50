"""Every write of the policies: figures, agreements, sheets, and what the files of the package say."""
