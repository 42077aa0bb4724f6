"""Finds the training frameworks' environment behind the client's own, none of whose packages it replaces."""

import os
import site

site.addsitedir(os.environ["FRAMEWORKS"])
