"""Where a fact was read, by whom it was entered, checked, contested: the columns of every sourced thing."""
