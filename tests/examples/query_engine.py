"""Verbatim as a LlamaIndex query engine: the sources of a response are the cited spans."""

from bot import Verbatim

with Verbatim.open(sample=True) as news:
    engine = news.as_query_engine()
    response = engine.query("What did McFaul say about gifts?")
    print(response)
    for source in response.source_nodes:
        print(source.node.metadata["speaker"], source.node.start_char_idx, source.node.text)
