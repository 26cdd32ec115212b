"""Who said what, as a step of a LlamaIndex ingestion pipeline."""

from llama_index.core import Document
from llama_index.core.ingestion import IngestionPipeline

from retrieval.llamaindex import StatementExtractor

text = "The harbour will reopen in May.\n\n“We lost a winter, not a port,” Mayor Edda Quist told reporters on Monday."
documents = [Document(text=text, metadata={"title": "Harbour to reopen"})]
for node in IngestionPipeline(transformations=[StatementExtractor()]).run(documents=documents):
    print(node.metadata["speaker"], node.metadata["kind"], node.text)
