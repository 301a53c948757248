# Settings for a department that marks these lessons with nbgrader: copy this file to the root of its course folder,
# beside source/, release/ and submitted/. The lessons with their solutions go to source/<lesson>/<lesson>.ipynb;
# `nbgrader generate_assignment <lesson>` then gives the same notebooks as `./course release <lesson>`.
# Cells run on the C# kernel that `./course kernel install` tells Jupyter of; it finds the course's library by itself.

c = get_config()

c.ClearSolutions.code_stub = {"C#": "// YOUR CODE HERE\nthrow new NotImplementedException();"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.ClearSolutions.begin_solution_delimeter = "BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "END SOLUTION"
c.ClearHiddenTests.begin_test_delimeter = "BEGIN HIDDEN TESTS"
c.ClearHiddenTests.end_test_delimeter = "END HIDDEN TESTS"
c.ClearMarkScheme.begin_mark_scheme_delimeter = "BEGIN MARK SCHEME"
c.ClearMarkScheme.end_mark_scheme_delimeter = "END MARK SCHEME"

# Seconds for a cell: the demonstrations of some lessons train networks.
c.Execute.timeout = 600
