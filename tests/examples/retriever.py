"""Verbatim's ranking as a LlamaIndex retriever, beside any other component of LlamaIndex."""

from bot import Verbatim

with Verbatim.open(sample=True) as news:
    retriever = news.as_retriever(k=3)
    for found in retriever.retrieve("minerals deal"):
        print(f"{found.score:.2f}", found.node.metadata["title"], found.node.text[:60])
