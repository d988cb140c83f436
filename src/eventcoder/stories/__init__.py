"""Reports into stories: which events of many reports are one event, why, and who told it first.

Pure functions over records. The grouping depends on the set of reports, never on the order in which they came.
"""

from eventcoder.stories.index import StoryIndex
from eventcoder.stories.reports import Report, reports_of

__all__ = ["Report", "StoryIndex", "reports_of"]
