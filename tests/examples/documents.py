"""Put the Documents of any LlamaIndex reader in, and ask about them."""

import tempfile

from llama_index.core import Document

from bot import Verbatim

text = "“We lost a winter, not a port,” Mayor Edda Quist told reporters on Monday.\n\nThe harbour will reopen in May."
document = Document(text=text, metadata={"title": "Harbour to reopen", "publisher": "The Fjord Post"})
with tempfile.TemporaryDirectory() as home, Verbatim.open(home) as news:
    print(news.ingest_documents([document]).new)
    print(news.ask("What did Quist say?").text)
