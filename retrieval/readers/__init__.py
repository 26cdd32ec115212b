"""Files to articles: which files there are, how one is read, and what it tells about itself.

Nothing here knows a language model or an index. The libraries for web pages, PDF, front matter and unknown
encodings are imported when a file needs them.
"""

from retrieval.readers.files import find_files
from retrieval.readers.formats import Found, read_articles
from retrieval.readers.text_file import read_article

__all__ = ["Found", "find_files", "read_article", "read_articles"]
