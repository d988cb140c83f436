"""Reports into stories: which events of many reports are one event, why, and who told it first.

Pure functions over records. The grouping depends on the set of reports, never on the order in which they came.
"""

from eventcoder.stories.index import StoryIndex
from eventcoder.stories.kept import Kept
from eventcoder.stories.reports import Report, reports_of

__all__ = ["Kept", "Report", "StoryIndex", "reports_of"]
