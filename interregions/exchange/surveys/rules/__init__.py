"""Pure decisions of step 2, by noun: questionnaire, answering, visibility, collection, disclosure."""
