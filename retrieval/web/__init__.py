"""Articles from the web: links, feeds (RSS, Atom) and lists of feeds (OPML).

What is fetched is hostile until checked: connections go to public addresses only (``addresses``), everything has a
limit in bytes and seconds (``client``, ``bodies``), nothing is run. And we are a guest: robots.txt is honoured, a host
gets one request at a time, and each says who asks.
"""
