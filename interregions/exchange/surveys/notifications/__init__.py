"""The e-mails of step 2, by noun: answering, collection."""
