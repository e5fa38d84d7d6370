"""The reference model of the guideline as typed data: what each stage and category asks of a teacher and a school."""
