"""Files to articles: which files there are, how one is read, and what it tells about itself.

Nothing here knows a language model or an index. The libraries for front matter and for unknown encodings are
imported when a file needs them.
"""

from retrieval.ingest.files import find_files
from retrieval.ingest.text_file import read_article

__all__ = ["find_files", "read_article"]
