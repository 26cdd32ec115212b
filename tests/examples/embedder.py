"""The embedder in the package as a LlamaIndex embedding model: no download, no key."""

from retrieval.llamaindex import MiniLMEmbedding

model = MiniLMEmbedding()
harbour, port, taxes = model.get_text_embedding_batch(["The harbour reopened.", "Ships dock again.", "Taxes rise."])
print(len(harbour), model.similarity(harbour, port) > model.similarity(harbour, taxes))
