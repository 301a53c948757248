"""What nbgrader's own code makes of notebooks, as JSON on the standard output.

nbgrader.py validate NOTEBOOK...            the first complaint of its validator for each, or null
nbgrader.py checksum NOTEBOOK...            for each the checksums of its cells, by grade_id
nbgrader.py generate CONFIG NOTEBOOK...     for each what `nbgrader generate_assignment` makes of it
nbgrader.py grade NOTEBOOK...               for each the points that `nbgrader autograde` reads off its outputs, by grade_id

NBGRADER names the folder of its repository; without it the installed package is taken. Its modules are loaded one by
one: the package itself wants a server and a database, which none of this needs.
"""
import importlib
import importlib.util
import json
import os
import sys
import types

import nbformat

folder = os.environ.get("NBGRADER")
place = os.path.join(folder, "nbgrader") if folder else next(iter(importlib.util.find_spec("nbgrader").submodule_search_locations))
for name, path in (("nbgrader", place), ("nbgrader.preprocessors", os.path.join(place, "preprocessors"))):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [path]
sys.modules["nbgrader.preprocessors"].NbGraderPreprocessor = importlib.import_module("nbgrader.preprocessors.base").NbGraderPreprocessor
utils = importlib.import_module("nbgrader.utils")
validator = importlib.import_module("nbgrader.nbgraderformat.v3").MetadataValidatorV3()

# The order in nbgrader's converters/generate_assignment.py, without what fills headers, templates and the database.
STEPS = ["LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata", "ComputeChecksums",
         "ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata"]
FILES = {"ClearMarkScheme": "clearmarkingscheme"}


def validate(path):
    try:
        nbformat.validate(read(path))
        validator.validate_nb(read(path))
    except Exception as complaint:  # jsonschema's, nbformat's and nbgrader's have no base of their own
        return str(complaint).splitlines()[0]
    return None


def marked(path):
    return [cell for cell in read(path).cells if "nbgrader" in cell.metadata]


def generate(config, path):
    notebook, resources = read(path), {}
    for name in STEPS:
        module = importlib.import_module("nbgrader.preprocessors." + FILES.get(name, name.lower()))
        notebook, resources = getattr(module, name)(config=config).preprocess(notebook, resources)
    return nbformat.writes(notebook) + "\n"


def read(path):
    return nbformat.read(path, as_version=4)


command, paths = sys.argv[1], sys.argv[2:]
if command == "validate":
    answer = [validate(path) for path in paths]
elif command == "checksum":
    answer = [{cell.metadata.nbgrader.grade_id: utils.compute_checksum(cell) for cell in marked(path)} for path in paths]
elif command == "grade":
    answer = [{cell.metadata.nbgrader.grade_id: utils.determine_grade(cell)[0] for cell in marked(path) if utils.is_grade(cell)} for path in paths]
else:
    from traitlets.config.loader import PyFileConfigLoader
    loaded = PyFileConfigLoader(os.path.basename(paths[0]), path=os.path.dirname(paths[0])).load_config()
    answer = [generate(loaded, path) for path in paths[1:]]
json.dump(answer, sys.stdout)
