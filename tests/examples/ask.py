"""Ask, list quotations, and read an article around a citation."""

from bot import Verbatim

with Verbatim.open(sample=True) as news:
    answer = news.ask("What did McFaul say about gifts?")
    print(answer.status, answer.text, sep="\n")
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]
        print(citation.speaker, citation.kind, citation.article.publisher, citation.article.published)
    for statement, article, speaker in news.quotes("McFaul"):
        print(f"{speaker} ({statement.kind}): {statement.text} - {article.title}")
