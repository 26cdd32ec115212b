"""Verbatim as a LlamaIndex chat engine: follow-up questions, and answers as a stream of lines."""

from bot import Verbatim

with Verbatim.open(sample=True) as news:
    engine = news.as_chat_engine()
    print(engine.chat("What did McFaul say about gifts?"))
    for line in engine.stream_chat("and what else did he say?").response_gen:
        print(line, end="")
    print(f"\n{len(engine.chat_history)} messages")
