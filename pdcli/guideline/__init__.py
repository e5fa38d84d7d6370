"""What the guideline and the rules of attestation ask, as typed data: tables, stages, dated rule packs.

Every figure stands in a file of data; code knows the kinds of arithmetic.
May import model, i18n and the base modules.
"""
