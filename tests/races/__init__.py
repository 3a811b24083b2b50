"""Two people at the same instant, on PostgreSQL: every « last one », « already there » and « once » of the house."""
