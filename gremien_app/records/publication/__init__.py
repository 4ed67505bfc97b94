"""Publication (Veröffentlichung): what is about to become public is shown before, with every name
in it; then one press, which can be taken back with a reason. Nothing becomes public by signing.
"""
