"""Its place puts this folder on the path, so that the tests import the tools as the tools import one another."""
