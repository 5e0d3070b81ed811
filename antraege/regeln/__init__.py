"""Rules of a form: expressions and conditions over answers, and what can be said about them before anyone answers.

Nothing here knows a database, a page or a request.
"""
